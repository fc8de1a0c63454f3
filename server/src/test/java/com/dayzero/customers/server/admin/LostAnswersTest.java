package com.dayzero.customers.server.admin;

import static com.dayzero.customers.server.database.generated.Tables.BUSINESSES;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.RunningServer;
import java.io.IOException;
import java.io.Writer;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Commands that worked, or may have, and whose answer nobody sees. */
@RunningServer
class LostAnswersTest {
  private final Shell shell = new Shell("--customers.data-folder=target/test-data");
  private final String name = "Acme " + UUID.randomUUID();
  private final DSLContext database;

  @Autowired
  LostAnswersTest(DSLContext database) {
    this.database = database;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChangeThatCannotBeShownHasACodeOfItsOwn(boolean json) {
    String[] command = {"business", "create", "--name", name, json ? "--json" : "--as=Ann"};

    Shell.Result result = shell.runInto(new Full(), command);

    assertThat(database.fetchCount(BUSINESSES, BUSINESSES.NAME.eq(name))).isOne();
    assertThat(result.code()).as(result.toString()).isEqualTo(3);
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .contains("could not be shown", "What it changed stays changed")
        .doesNotContain("nothing was changed");
  }

  @Test
  void aTokenThatCannotBeShownIsNotToldToBeKept() {
    String email = UUID.randomUUID() + "@acme.com";
    shell.json("user", "create", "--email", email);

    Shell.Result result =
        shell.runInto(
            new Full(),
            "token",
            "create",
            "--user",
            email,
            "--name",
            "ci",
            "--scope",
            "customers:write");

    assertThat(result.code()).as(result.toString()).isEqualTo(3);
    assertThat(result.err())
        .contains("\"admin token revoke ID\"")
        .doesNotContain("Keep the token now");
  }

  @Test
  void anOutageInTheCommitDoesNotSayThatNothingWasChanged() {
    database.execute(
        """
        create function end_the_connection() returns trigger language plpgsql as
        'begin perform pg_terminate_backend(pg_backend_pid()); return null; end'
        """);
    try {
      database.execute(
          """
          create constraint trigger cut_off_in_the_commit after insert on businesses
            deferrable initially deferred for each row when (new.name = '%s')
            execute function end_the_connection()
          """
              .formatted(name));

      Shell.Result result = shell.run("business", "create", "--name", name);

      assertThat(result.code()).as(result.toString()).isEqualTo(4);
      assertThat(result.out()).isEmpty();
      assertThat(result.err().lines())
          .singleElement()
          .asString()
          .contains("may or may not have been made", "list")
          .doesNotContain("nothing was changed");
    } finally {
      database.execute("drop function end_the_connection() cascade");
    }
  }

  /** As {@code /dev/full}. */
  private static final class Full extends Writer {
    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "";
    }
  }
}
