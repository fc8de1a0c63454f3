package com.dayzero.customers.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class AnswersTest {
  private static final UUID ID = UUID.fromString("01940000-0000-7000-8000-000000000010");
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-03-01T09:30:00+01:00");

  @Test
  void alignsAListUnderItsNames() {
    assertThat(
            printed(
                List.of(new Business(ID, "Acme Corp", TIME), new Business(ID, "M\u00fcller", TIME)),
                false))
        .isEqualTo(
            """
            ID                                    NAME       CREATED_AT
            01940000-0000-7000-8000-000000000010  Acme Corp  2026-03-01T08:30:00.000000Z
            01940000-0000-7000-8000-000000000010  M\u00fcller     2026-03-01T08:30:00.000000Z
            """);
  }

  @Test
  void writesJsonInOneLine() {
    assertThat(printed(new Business(ID, "M\u00fcller", TIME), true))
        .isEqualTo(
            "{\"id\":\"%s\",\"name\":\"M\\u00fcller\",\"created_at\":\"2026-03-01T08:30:00.000000Z\"}\n"
                .formatted(ID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\r",
        "\u001b[2J",
        "\u009b2J",
        "\u007f",
        "\u202e",
        "\u2028",
        "\u0085",
        "\u0000"
      })
  void aNameCannotFakeALineOrSteerTheTerminal(String text) {
    for (boolean json : new boolean[] {true, false}) {
      String printed = printed(List.of(new Business(ID, "a" + text + "b", TIME)), json);
      assertThat(printed.lines()).hasSize(json ? 1 : 2);
      assertThat(printed.replace("\n", "")).matches("[\\x20-\\x7e]*");
    }
  }

  @Test
  void everyCommandHasAHelpWithAnExample() {
    assertThatItHasAHelp(
        AdminCommandLine.commandLine(
            new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())));
  }

  private static void assertThatItHasAHelp(CommandLine command) {
    StringWriter help = new StringWriter();
    command.usage(new PrintWriter(help), CommandLine.Help.Ansi.OFF);
    assertThat(help.toString())
        .as(command.getCommandSpec().qualifiedName())
        .contains("--help", "--json", "Exit codes:", "Wrong arguments.")
        .contains(command.getSubcommands().isEmpty() ? "Example:" : "Commands:");
    command.getSubcommands().values().forEach(AnswersTest::assertThatItHasAHelp);
  }

  private static String printed(Object answer, boolean json) {
    StringWriter out = new StringWriter();
    Answers.print(answer, json, new PrintWriter(out));
    return out.toString();
  }
}
