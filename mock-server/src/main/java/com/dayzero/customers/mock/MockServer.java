package com.dayzero.customers.mock;

import com.dayzero.customers.mock.answer.ReloadCheck;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.common.InvalidInputException;
import com.github.tomakehurst.wiremock.standalone.MappingFileException;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** The mock, from its start to its end; {@code --help} and the module's README list its options. */
public final class MockServer implements AutoCloseable {
  private static final int CANNOT_START = 1;
  private static final int WRONG_ARGUMENTS = 2;

  private final WireMockServer wireMock;
  private final Host host;

  private MockServer(WireMockServer wireMock, Host host) {
    this.wireMock = wireMock;
    this.host = host;
  }

  /** Runs until it is told to stop; says in one line why it cannot start. */
  public static void main(String[] args) {
    try {
      MockCommand command = new MockCommand(args);
      System.out.println(command.printed().orElseGet(() -> start(command).banner()));
    } catch (WrongArguments e) {
      fail(e.getMessage(), WRONG_ARGUMENTS);
    } catch (MappingFileException | InvalidInputException e) {
      fail(ReloadCheck.words(e), CANNOT_START);
    } catch (FatalStartupException e) {
      fail(
          "Cannot listen: %s. Choose another --port (0 takes a free one) or --host."
              .formatted(WireMockArguments.rootOf(e).getMessage()),
          CANNOT_START);
    }
  }

  /**
   * Starts a mock.
   *
   * @param args as on the command line
   * @throws IllegalArgumentException if they are not what the command takes
   */
  public static MockServer start(String... args) {
    return start(new MockCommand(args));
  }

  private static MockServer start(MockCommand command) {
    MockOptions options = command.toOptions();
    try {
      WireMockServer wireMock = new WireMockServer(options);
      wireMock.start();
      return new MockServer(wireMock, new Host(options.bindAddress()));
    } catch (MappingFileException | InvalidInputException e) {
      throw e;
    } catch (Exception e) {
      if (WireMockArguments.rootOf(e) instanceof SocketException cannotListen) {
        throw new FatalStartupException(cannotListen);
      }
      throw command.explain(e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return wireMock.port();
  }

  /** Where it is, without a slash at the end. */
  public String address() {
    return "http://" + host.inUrls() + ":" + port();
  }

  @Override
  public void close() {
    wireMock.stop();
  }

  private String banner() {
    return """

    Ready in %.1f s

      Address   %s
      Page      %s/  (tokens, answers on demand, the last requests)
      Docs      %s/docs

    Create a customer:

    curl -i %s/api/v1/customers \\
      -H 'Authorization: Bearer dz_your_token' \\
      -H 'x-business-id: 01940000-0000-7000-8000-000000000010' \\
      -H 'Content-Type: application/json' \\
      -d '{"name": "Acme Corp", "email": "billing@acme.com"}'
    """
        .formatted(
            ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0,
            address(),
            address(),
            address(),
            address());
  }

  private static void fail(@Nullable String reason, int status) {
    System.err.println(reason);
    System.exit(status);
  }
}
