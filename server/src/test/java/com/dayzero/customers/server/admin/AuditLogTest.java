package com.dayzero.customers.server.admin;

import static com.dayzero.customers.server.database.generated.Tables.AUDIT_LOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.select;

import com.dayzero.customers.server.RunningServer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

@RunningServer
class AuditLogTest {
  private final Shell shell = new Shell("--customers.data-folder=target/test-data");
  private final DSLContext database;

  @Autowired
  AuditLogTest(DSLContext database) {
    this.database = database;
  }

  @Test
  void tellsEveryChangeOnce() {
    String business = id(shell.json("business", "create", "--name", "Acme Corp"));
    String email = UUID.randomUUID() + "@acme.com";
    String user = id(shell.json("user", "create", "--email", email));
    String[] membership = {"--business", business, "--user", email};
    shell.json(with(membership, "member", "add", "--role", "owner"));
    shell.json(with(membership, "member", "change", "--role", "admin"));
    shell.json(with(membership, "member", "remove"));
    String term =
        id(
            shell.json(
                "payment-term",
                "create",
                "--business",
                business,
                "--name",
                "Net 30",
                "--due-days",
                "30"));
    JsonNode token =
        shell.json(
            "token",
            "create",
            "--user",
            email,
            "--name",
            "ci",
            "--scope",
            "customers:write",
            "--as",
            "Ann");
    shell.json("token", "revoke", id(token));

    JsonNode ofBusiness = shell.json("audit", "list", "--business", business);
    JsonNode ofUser = shell.json("audit", "list", "--subject", user);

    assertThat(texts(ofBusiness, "action"))
        .containsExactly(
            "payment_term.create",
            "member.remove",
            "member.change",
            "member.add",
            "business.create");
    assertThat(texts(ofBusiness, "subject_id")).containsExactly(term, user, user, user, business);
    assertThat(ofBusiness.get(2).get("details"))
        .hasToString("{\"from\":\"owner\",\"to\":\"admin\"}");
    assertThat(texts(ofUser, "action"))
        .containsExactly(
            "token.revoke",
            "token.create",
            "member.remove",
            "member.change",
            "member.add",
            "user.create");
    assertThat(texts(ofUser, "actor").subList(0, 2)).containsExactly(Actor.ofTheSystem(), "Ann");
    assertThat(texts(ofUser, "database_user")).containsOnly("postgres");
    assertThat(ofUser.toString()).doesNotContain(token.get("token").asString());
    assertThat(shell.json("audit", "list", "--limit", "1").size()).isOne();
  }

  @Test
  void namesTheUserAndHostOfTheSystemByDefault() {
    assertThat(Actor.ofTheSystem()).matches(System.getProperty("user.name") + "@[^@ ]+");
  }

  @Test
  void isSearchedForASubjectByIndex() {
    String plan =
        database.transactionResult(transaction -> {
          // There are too few rows for an index to be worth it.
          transaction.dsl().execute("set local enable_seqscan = off");
          return transaction
              .dsl()
              .explain(
                  select(AUDIT_LOG.ID)
                      .from(AUDIT_LOG)
                      .where(AuditRepository.isAbout(UUID.randomUUID().toString())))
              .plan();
        });
    assertThat(plan).contains("audit_log_by_user", "audit_log_by_subject");
  }

  @Test
  void isSearchedForASubjectThatIsNoUuid() {
    assertThat(shell.json("audit", "list", "--subject", "1-1-1-1-1")).isEmpty();
    assertThat(shell.json("audit", "list", "--subject", "net-30")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_log set actor = 'somebody else'",
        "delete from audit_log",
        "truncate audit_log"
      })
  void isNotRewrittenEvenByItsOwner(String sql) {
    shell.json("business", "create", "--name", "Acme Corp");
    int before = database.fetchCount(AUDIT_LOG);
    assertThatThrownBy(() -> database.execute(sql))
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("Rows of audit_log are neither changed nor deleted");
    assertThat(database.fetchCount(AUDIT_LOG)).isEqualTo(before);
  }

  private static String[] with(String[] membership, String... command) {
    return Stream.of(command, membership).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private static String id(JsonNode made) {
    return made.get("id").asString();
  }

  private static List<String> texts(JsonNode entries, String name) {
    return entries.valueStream().map(entry -> entry.get(name).asString()).toList();
  }
}
