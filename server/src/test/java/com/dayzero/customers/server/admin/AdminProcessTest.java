package com.dayzero.customers.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.server.ServerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, on an embedded database that nobody runs. */
class AdminProcessTest {
  @TempDir Path folder = Path.of("");

  @Test
  void answersOnTheStandardOutputAndFailsWithACodeAndALine() throws Exception {
    Shell.Result made = run("business", "create", "--name", "Acme Corp", "--json");
    assertThat(made.code()).as(made.toString()).isZero();
    assertThat(made.err()).isEmpty();
    assertThat(WireJson.mapper().readTree(made.out()).get("name").asString())
        .isEqualTo("Acme Corp");
    assertThat(folder.resolve("data/postgres/postmaster.pid"))
        .as("stopped with the command")
        .doesNotExist();

    Shell.Result refused = run("token", "list", "--user", "no@body.com");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().lines())
        .singleElement()
        .asString()
        .contains("There is no user no@body.com");

    Shell.Result wrong = run("token", "list", "--user");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err().lines())
        .singleElement()
        .asString()
        .contains(
            "Missing required parameter for option '--user' (USER); see \"admin token list"
                + " --help\"");
  }

  @Test
  void whatIsLoggedIsNoPartOfTheAnswer() throws Exception {
    Shell.Result migrated = run(Map.of("LOGGING_THRESHOLD_CONSOLE", "info"), "migrate", "--json");
    assertThat(migrated.json().get("version").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(migrated.err()).contains("Migrating schema");
  }

  @Test
  void helpsWithoutADatabase() throws Exception {
    Shell.Result help = run("token", "create", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).contains("--days=DAYS", "Example:", "Exit codes:");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  private Shell.Result run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  private Shell.Result run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(ServerCommand.withOptions(List.of()));
    command.add("admin");
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("DATA_FOLDER", folder.resolve("data").toString());
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    return new Shell.Result(code, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
