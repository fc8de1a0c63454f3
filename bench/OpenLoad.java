import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends the same request at a fixed rate, whether or not earlier ones are answered, and tells how
 * long each took since it was due: a server that stands still for a moment is charged for all that
 * should have been answered in that moment (no coordinated omission). Run by {@code bench/run}.
 *
 * <p>The first seconds are sent but not counted, for a JVM that compiles this takes the processors
 * that it measures.
 *
 * <p>Arguments: URL, requests per second, seconds, seconds before them that are not counted,
 * connections, file with the request's headers and body as they go over the wire. Prints a line of
 * JSON: answers by status, and percentiles in milliseconds. Fails where a request got no answer.
 */
class OpenLoad {
  private static final long FIRST = 500_000_000;

  public static void main(String[] args) throws Exception {
    URI url = URI.create(args[0]);
    double rate = Double.parseDouble(args[1]);
    long notCounted = Math.round(rate * Double.parseDouble(args[3]));
    long requests = notCounted + Math.round(rate * Double.parseDouble(args[2]));
    int connections = Integer.parseInt(args[4]);
    byte[] request = Files.readAllBytes(Path.of(args[5]));
    Histogram times = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(2), 3);
    Map<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();
    AtomicLong next = new AtomicLong();
    long start = System.nanoTime() + FIRST;
    Thread[] senders = new Thread[connections];
    for (int i = 0; i < connections; i++) {
      senders[i] = Thread.ofPlatform().start(() -> {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
          socket.setTcpNoDelay(true);
          Answers answers = new Answers(socket.getInputStream());
          OutputStream out = socket.getOutputStream();
          long number = next.getAndIncrement();
          while (number < requests) {
            long due = start + (long) (number * 1e9 / rate);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
              LockSupport.parkNanos(wait);
            }
            out.write(request);
            int status = answers.next();
            if (number >= notCounted) {
              times.recordValue((System.nanoTime() - due) / 1000);
            }
            statuses.computeIfAbsent(status, _ -> new AtomicLong()).incrementAndGet();
            number = next.getAndIncrement();
          }
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      });
    }
    for (Thread sender : senders) {
      sender.join();
    }
    long answers = statuses.values().stream().mapToLong(AtomicLong::get).sum();
    if (answers < requests) {
      throw new IllegalStateException((requests - answers) + " requests got no answer");
    }
    System.out.printf(
        Locale.ROOT,
        "{\"statuses\": %s, \"p50\": %.2f, \"p99\": %.2f, \"p999\": %.2f, \"max\": %.2f}%n",
        json(statuses),
        times.getValueAtPercentile(50) / 1e3,
        times.getValueAtPercentile(99) / 1e3,
        times.getValueAtPercentile(99.9) / 1e3,
        times.getMaxValue() / 1e3);
  }

  private static String json(Map<Integer, AtomicLong> statuses) {
    StringBuilder json = new StringBuilder();
    statuses.forEach((status, count) ->
        json.append(json.isEmpty() ? "" : ", ").append('"').append(status).append("\": ").append(count));
    return "{" + json + "}";
  }

  /**
   * Reads the answers of one connection, and leaves no garbage: the server would be charged for the
   * time in which it is collected.
   */
  private static final class Answers {
    private static final String CONTENT_LENGTH = "content-length: ";

    private final InputStream in;
    private final StringBuilder line = new StringBuilder();

    Answers(InputStream in) {
      this.in = new BufferedInputStream(in);
    }

    /** Reads an answer to its end and tells its status. */
    int next() throws IOException {
      readLine();
      int status = Integer.parseInt(line, 9, 12, 10);
      long length = 0;
      boolean chunked = false;
      for (readLine(); !line.isEmpty(); readLine()) {
        if (line.indexOf(CONTENT_LENGTH) == 0) {
          length = Long.parseLong(line, CONTENT_LENGTH.length(), line.length(), 10);
        } else if (line.indexOf("transfer-encoding:") == 0) {
          chunked = true;
        }
      }
      if (chunked) {
        for (long size = readSize(); size > 0; size = readSize()) {
          in.skipNBytes(size);
          readLine();
        }
        readLine();
      } else {
        in.skipNBytes(length);
      }
      return status;
    }

    private long readSize() throws IOException {
      readLine();
      return Long.parseLong(line, 0, line.length(), 16);
    }

    /** In lower case, for names of headers come in either. */
    private void readLine() throws IOException {
      line.setLength(0);
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new EOFException("closed: " + line);
        }
        if (c != '\r') {
          line.append((char) Character.toLowerCase(c));
        }
      }
    }
  }
}
