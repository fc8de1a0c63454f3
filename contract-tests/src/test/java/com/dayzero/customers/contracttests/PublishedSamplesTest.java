package com.dayzero.customers.contracttests;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Prerequisite;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The code samples of the published page, run as they are but for the host, the token and the
 * business.
 */
@RunningServer
class PublishedSamplesTest {
  private final Api api;
  private final Tenants tenants;
  @TempDir Path folder = Path.of("");

  @Autowired
  PublishedSamplesTest(Api api, Tenants tenants) {
    this.api = api;
    this.tenants = tenants;
  }

  /** A language, what runs it, and what prints the answer at the end of the sample. */
  enum Sample {
    CURL("create-customer.sh", " -w '\\n%{http_code}\\n'", "bash", "curl --version"),
    NODE(
        "create-customer.mjs",
        "\nconsole.log(JSON.stringify(data) + '\\n' + response.status);",
        "node",
        "node --version"),
    PYTHON(
        "create-customer.py",
        "\nprint(response.text)\nprint(response.status_code)\n",
        "python3",
        "python3 -c 'import httpx'");

    private final String file;
    private final String printing;
    private final String command;
    private final String needs;

    Sample(String file, String printing, String command, String needs) {
      this.file = file;
      this.printing = printing;
      this.command = command;
      this.needs = needs;
    }
  }

  @ParameterizedTest
  @EnumSource
  void createsACustomer(Sample sample) throws Exception {
    Tenant owner = tenants.owner();
    List<String> answer =
        run(sample, owner, text -> text.replaceAll("(\"email\": )\"string\"", "$1\"a@b.com\""));
    assertThat(answer).last().isEqualTo("201");
    assertThat(answer.getFirst())
        .contains("\"business_id\":\"" + owner.businessId() + "\"")
        .contains("\"name\":\"string\",\"email\":\"a@b.com\"");
  }

  /** The page's placeholder for the address is none. */
  @ParameterizedTest
  @EnumSource
  void isToldThatThePlaceholderIsNoAddress(Sample sample) throws Exception {
    List<String> answer = run(sample, tenants.owner(), text -> text);
    assertThat(answer).last().isEqualTo("422");
    assertThat(answer.getFirst()).contains("\"loc\":[\"body\",\"email\"]");
  }

  private List<String> run(Sample sample, Tenant caller, UnaryOperator<String> change)
      throws Exception {
    String command =
        Stream.of(sample.command, "/usr/bin/" + sample.command)
            .filter(it -> works(sample, it))
            .findFirst()
            .orElse("");
    Prerequisite.check(
        !command.isEmpty(),
        "This does not work here: %s. Install the packages curl, nodejs and python3-httpx"
            .formatted(sample.needs));
    String text =
        published(sample)
            .strip()
            .replace("https://api.ondayzero.com", api.address())
            .replace("dz_your_token", caller.token())
            .replace("YOUR_BUSINESS_ID", caller.businessId().toString());
    Path script = folder.resolve(sample.file);
    Files.writeString(script, change.apply(text) + sample.printing);
    return output(command, script.toString());
  }

  private static boolean works(Sample sample, String command) {
    try {
      Process process =
          new ProcessBuilder("bash", "-c", sample.needs.replaceFirst("^(node|python3)", command))
              .redirectErrorStream(true)
              .start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static List<String> output(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return Stream.of(output.strip().split("\n")).toList();
  }

  private static String published(Sample sample) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            PublishedSamplesTest.class.getResourceAsStream("/samples/" + sample.file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
