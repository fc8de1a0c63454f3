package com.dayzero.customers.mock;

import static com.dayzero.customers.mock.MockApi.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the mock takes on its command line, and what it says to the rest. */
class OptionsTest {
  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({"127.0.0.2, 127.0.0.2", "127.0.0.1, localhost", "0.0.0.0, localhost"})
  void sayTheAddressThatIsListenedOn(String host, String named) {
    try (MockApi mock = MockApi.start("--host", host)) {
      assertThat(mock.address()).startsWith("http://" + named + ":");
      assertThat(mock.create(MINIMAL).statusCode()).isEqualTo(201);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--bind-address 127.0.0.1                    | --bind-address: name the address in --host",
        "--bind-addr=127.0.0.1                       | --bind-address: name the address in --host",
        "--root-dir stubs                            | --root-dir: name the folder of your stubs",
        "stubs                                       | 'stubs' belongs to no option",
        "stubs                                       | goes into --mappings stubs",
        "--https-port 0 stubs                        | 'stubs' belongs to no option",
        "--verbose stubs                             | 'stubs' belongs to no option",
        "--https-port abc                            | --https-port takes a number, not 'abc'",
        "--max-request-journal-entries=abc           | --max-request-journal-entries takes a"
            + " number",
        "--https-port 0 --https-keystore /nope       | WireMock cannot start so",
        "--https-port 0 --https-keystore /nope       | resource /nope not found",
        "--proxy-timeout abc                         | --proxy-timeout takes a number, not 'abc'",
        "--max-http-client-connections abc           | takes a number, not 'abc'",
        "--https-truststore /nope                    | resource /nope not found",
        "--https-port 0 --https-port 0               | WireMock does not take so: --https-port",
        "--container-threads 2                       | --container-threads are too few",
        "--host nope.invalid                         | --host nope.invalid is not known",
        "--seed ü                                    | --seed takes 1 to 100 printable ASCII",
        "--port                                      | --port needs a value; see --help",
        "--delay --help                              | --delay needs a value; see --help",
        "--seed --quiet                              | --seed needs a value; see --help",
        "--delay=                                    | --delay takes milliseconds from 0 to 60000",
        "--port 0 --port 0                           | --port was given more than once",
        "--mappings a --mappings b                   | --mappings was given more than once",
        "--quiet=false                               | --quiet=false: the option takes no value",
      })
  void areRefusedWithWhatToSayInstead(String arguments, String sentence) {
    assertThatThrownBy(() -> MockApi.start(arguments.split(" +")))
        .isInstanceOf(WrongArguments.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("\n");
  }

  @Test
  void takeNoSeedThatARequestCouldNotSend() {
    for (String seed : new String[] {"", "x".repeat(101)}) {
      assertThatThrownBy(() -> MockApi.start("--seed", seed))
          .hasMessageContaining("--seed takes 1 to 100 printable ASCII characters");
    }
  }

  @Test
  void takeTheFolderAboveTheStubs() throws IOException {
    Path mappings = Files.createDirectories(folder.resolve("mappings"));
    assertThatThrownBy(() -> MockApi.start("--mappings", mappings.toString()))
        .hasMessageContaining("takes the folder above mappings: --mappings " + folder);
  }

  @Test
  void takeWhatIsWireMocksOwn() {
    try (MockApi mock =
        MockApi.start("--max-template-cache-entries", "5", "--seed", "x", "--no-request-journal")) {
      assertThat(mock.create(MINIMAL).statusCode()).isEqualTo(201);
    }
  }
}
