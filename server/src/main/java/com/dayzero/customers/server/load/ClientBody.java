package com.dayzero.customers.server.load;

import com.dayzero.customers.contract.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A body that has to arrive in time as a whole, however short the pauses between its bytes are. */
final class ClientBody extends FilterInputStream {
  private final long start = System.nanoTime();
  private final Duration limit;
  private final Supplier<Refusal> tooSlow;
  private final Consumer<Duration> read;

  /**
   * Starts the clock.
   *
   * @param tooSlow what is thrown when the limit is passed
   * @param read is told how long it took
   */
  ClientBody(InputStream sent, Duration limit, Supplier<Refusal> tooSlow, Consumer<Duration> read) {
    super(sent);
    this.limit = limit;
    this.tooSlow = tooSlow;
    this.read = read;
  }

  @Override
  public int read() throws IOException {
    checkTime();
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    checkTime();
    return super.read(bytes, offset, length);
  }

  /** Ends the waiting; the connection stays open. */
  @Override
  public void close() {
    read.accept(elapsed());
  }

  private void checkTime() {
    if (elapsed().compareTo(limit) > 0) {
      throw tooSlow.get();
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
