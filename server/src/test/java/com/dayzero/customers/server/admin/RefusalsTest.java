package com.dayzero.customers.server.admin;

import static com.dayzero.customers.server.database.generated.Tables.AUDIT_LOG;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.util.Arrays;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the commands do not do, and what they say instead. */
@RunningServer
class RefusalsTest {
  private static final String NOWHERE = "--customers.database.url=postgresql://localhost:1/nowhere";

  private final Shell shell = new Shell("--customers.data-folder=target/test-data");
  private final Tenant owner;
  private final DSLContext database;

  @Autowired
  RefusalsTest(Tenants tenants, DSLContext database) {
    this.owner = tenants.owner();
    this.database = database;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "                                                 | Missing required subcommand; see"
            + " \"\"admin --help\"\"",
        "token                                            | Missing required subcommand; see"
            + " \"\"admin token --help\"\"",
        "token create --name ci                           | Missing required options:"
            + " '--user=USER', '--scope=SCOPE'",
        "token create --user a@b.com --name x --scope all | for option '--scope' (SCOPE): no"
            + " operation of the contract asks for 'all', but for customers:write",
        "token create --user a@b.com --name x --scope customers:write --days 0   | '0' is not a"
            + " whole number from 1 to 365",
        "token create --user a@b.com --name x --scope customers:write --days 366 | '366' is not a"
            + " whole number from 1 to 365",
        "token create --user a@b.com --name x --scope customers:write --days 1.5 | '1.5' is not a"
            + " whole number from 1 to 365",
        "token create --user ann --name x --scope customers:write | 'ann' is neither an e-mail"
            + " address nor the id of a user",
        "token list --user 1-1-1-1-1                      | '1-1-1-1-1' is neither an e-mail",
        "token revoke 7                                   | '7' is not a UUID",
        "token revoke dz_0123456789abcdef                 | A token is not its id",
        "user create --email a@b                          | 'a@b' is no e-mail address",
        "business create --name \"  \"                      | give 1 to 200 characters",
        "business create --name \"a\u001b[2J\"              | give 1 to 200 characters",
        "business create --name x --as \"a\u202e\"          | give 1 to 200 characters",
        "member add --business x --user a@b.com --role owner | 'x' is not a UUID",
        "member add --business 01940000-0000-7000-8000-000000000010 --user a@b.com --role king |"
            + " 'king' is no role, but owner, admin, accountant, viewer are",
        "payment-term create --business 01940000-0000-7000-8000-000000000010 --name x --due-days -1"
            + " | '-1' is not a whole number from 0 to 3650",
        "audit list --limit 0                             | '0' is not a whole number from 1 to"
            + " 10000",
        "busines                                          | Unmatched argument at index 0:"
            + " 'busines'",
      })
  void tellsWrongArgumentsWithoutLookingForTheDatabase(String arguments, String sentence) {
    Shell.Result result = new Shell(NOWHERE).run(words(arguments == null ? "" : arguments));
    assertThat(result.code()).as(result.toString()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().findFirst().orElse(""))
        .contains(sentence.replace("\"\"", "\""))
        .contains("; see \"admin")
        .doesNotContain("\u001b", "\u202e");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "member add --business 01940000-0000-7000-8000-00000000ffff --user %s --role owner | There"
            + " is no business 01940000-0000-7000-8000-00000000ffff: \"admin business list\" shows"
            + " all",
        "member add --business BUSINESS --user %s --role viewer     | is a member of BUSINESS"
            + " already, as owner: \"admin member change\" gives another role",
        "member add --business BUSINESS --user no@body.com --role viewer | There is no user"
            + " no@body.com: \"admin user list\" shows all",
        "member change --business BUSINESS --user 01940000-0000-7000-8000-00000000ffff --role"
            + " viewer | There is no user 01940000-0000-7000-8000-00000000ffff",
        "member remove --business 01940000-0000-7000-8000-00000000ffff --user %s | is no member of"
            + " 01940000-0000-7000-8000-00000000ffff",
        "user create --email %s@example.com                         | already: \"admin user list\""
            + " shows all",
        "payment-term create --business 01940000-0000-7000-8000-00000000ffff --name x --due-days 3"
            + " | There is no business",
        "payment-term list --business 01940000-0000-7000-8000-00000000ffff | There is no business",
        "token revoke 01940000-0000-7000-8000-00000000ffff          | There is no token"
            + " 01940000-0000-7000-8000-00000000ffff: \"admin token list\" shows all",
        "token list --user no@body.com                              | There is no user no@body.com",
      })
  void refusesWhatCannotBeDoneAndChangesNothing(String arguments, String sentence) {
    String[] words =
        words(
            arguments
                .replace("%s", owner.userId().toString())
                .replace("BUSINESS", owner.businessId().toString()));
    int before = database.fetchCount(AUDIT_LOG);

    Shell.Result result = shell.run(words);

    assertThat(result.code()).as(result.toString()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .contains(sentence.replace("BUSINESS", owner.businessId().toString()));
    assertThat(database.fetchCount(AUDIT_LOG)).isEqualTo(before);
  }

  @Test
  void tellsThatTheDatabaseCannotBeReached() {
    Shell.Result result = new Shell(NOWHERE).run("user", "list");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .contains("Cannot reach the database jdbc:postgresql://localhost:1/nowhere")
        .contains("Set DATABASE_URL");
  }

  /** As a shell splits it. */
  private static String[] words(String line) {
    return line.isBlank()
        ? new String[0]
        : Arrays.stream(line.strip().split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
            .map(word -> word.replace("\"", ""))
            .toArray(String[]::new);
  }
}
