package com.dayzero.customers.server.load;

import com.dayzero.customers.contract.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A body that has to arrive in time as a whole, however short the pauses between its bytes are. */
final class ClientBody extends FilterInputStream {
  private final long start = System.nanoTime();
  private final Duration limit;
  private final Reader reader;
  private boolean waiting;

  /** Who reads the body. */
  interface Reader {
    /** Is told of so many more bytes; throws what refuses them. */
    void took(int bytes);

    /** What is thrown when the limit is passed. */
    Refusal tooSlow();

    /** Is told that from now on the client may be waited for, as long as the body is open. */
    void waits();

    /** Is told that nobody waits any more; throws what refuses to go on. */
    void goesOn();
  }

  /** Starts the clock. */
  ClientBody(InputStream sent, Duration limit, Reader reader) {
    super(sent);
    this.limit = limit;
    this.reader = reader;
  }

  @Override
  public int read() throws IOException {
    beforeRead();
    int read = super.read();
    checkTime();
    if (read >= 0) {
      reader.took(1);
    }
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    beforeRead();
    int read = super.read(bytes, offset, length);
    checkTime();
    if (read > 0) {
      reader.took(read);
    }
    return read;
  }

  /** Ends the waiting; the connection stays open. */
  @Override
  public void close() {
    if (waiting) {
      waiting = false;
      reader.goesOn();
    }
  }

  private void beforeRead() throws IOException {
    if (!waiting && available() == 0) {
      waiting = true;
      reader.waits();
    }
  }

  private void checkTime() {
    if (System.nanoTime() - start > limit.toNanos()) {
      throw reader.tooSlow();
    }
  }
}
