package com.dayzero.customers.server.admin;

import static com.dayzero.customers.server.database.generated.Tables.API_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants.Tenant;
import com.dayzero.customers.server.access.TokenHash;
import java.util.HexFormat;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The commands beside a server that runs on the same embedded database. */
@RunningServer
class AdminCommandTest {
  private static final String ACME = "{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"%s}";

  private final Shell shell = new Shell("--customers.data-folder=target/test-data");
  private final Api api;
  private final DSLContext database;
  private String business = "";
  private String email = "";

  @Autowired
  AdminCommandTest(Api api, DSLContext database) {
    this.api = api;
    this.database = database;
  }

  @BeforeEach
  void aBusinessAndAUser() {
    business = shell.json("business", "create", "--name", "Acme Corp").get("id").asString();
    email = UUID.randomUUID() + "@acme.com";
    shell.json("user", "create", "--email", email);
  }

  @Test
  void makesAllThatACallNeeds() {
    shell.json("member", "add", "--business", business, "--user", email, "--role", "owner");
    String term =
        shell
            .json(
                "payment-term",
                "create",
                "--business",
                business,
                "--name",
                "Net 30",
                "--due-days",
                "30")
            .get("id")
            .asString();

    Tenant caller = callerWith(newToken());

    assertThat(
            api.create(caller, ACME.formatted(",\"default_payment_term_id\":\"" + term + "\""))
                .statusCode())
        .isEqualTo(201);
    assertThat(shell.run("payment-term", "list", "--business", business).out())
        .contains("Net 30", term);
    assertThat(shell.run("business", "list").out()).contains(business + "  Acme Corp");
    assertThat(shell.run("user", "list").out()).contains(email);
  }

  @Test
  void givesARoleChangesItAndTakesItAway() {
    Tenant caller = callerWith(newToken());
    assertThat(statusFor(caller)).isEqualTo(403);
    shell.json("member", "add", "--business", business, "--user", email, "--role", "accountant");
    assertThat(statusFor(caller)).isEqualTo(201);
    JsonNode changed =
        shell.json("member", "change", "--business", business, "--user", email, "--role", "viewer");
    assertThat(changed.get("role").asString()).isEqualTo("viewer");
    assertThat(statusFor(caller)).isEqualTo(403);
    shell.json("member", "change", "--business", business, "--user", email, "--role", "admin");
    assertThat(shell.run("member", "list", "--business", business).out()).contains(email, "admin");
    shell.json("member", "remove", "--business", business, "--user", email);
    assertThat(statusFor(caller)).isEqualTo(403);
    assertThat(shell.run("member", "list", "--business", business).out())
        .isEqualToIgnoringNewLines("None.");
  }

  @Test
  void showsATokenOnceAndStoresItsHashOnly() {
    String token = newToken();
    assertThat(token).matches("dz_[0-9a-f]{48}");
    assertThat(
            database
                .select(API_TOKENS.asterisk())
                .from(API_TOKENS)
                .where(API_TOKENS.SHA256.eq(TokenHash.of(token)))
                .fetchSingle()
                .toString())
        .doesNotContain(token);

    Shell.Result listed = shell.run("token", "list", "--user", email);

    assertThat(listed.out())
        .contains("ci", email, "customers:write", "active")
        .doesNotContain(token, HexFormat.of().formatHex(TokenHash.of(token)));
    assertThat(shell.json("token", "list", "--user", email).get(0).propertyNames())
        .containsExactly(
            "id",
            "name",
            "user_id",
            "email",
            "scopes",
            "created_at",
            "expires_at",
            "last_used_at",
            "state");
  }

  @Test
  void revokesATokenAndAgainIsNoFailure() {
    String token = newToken();
    String id = shell.json("token", "list", "--user", email).get(0).get("id").asString();
    for (int i = 0; i < 2; i++) {
      assertThat(shell.json("token", "revoke", id).get("state").asString()).isEqualTo("revoked");
    }
    assertThat(statusFor(callerWith(token))).isEqualTo(401);
    assertThat(shell.json("audit", "list", "--subject", id).valueStream())
        .extracting(entry -> entry.get("action").asString())
        .containsExactly("token.revoke", "token.create");
  }

  private String newToken() {
    Shell.Result made =
        shell.run(
            "token",
            "create",
            "--user",
            email,
            "--name",
            "ci",
            "--scope",
            "customers:write",
            "--json");
    assertThat(made.err()).contains("cannot be shown again");
    return made.json().get("token").asString();
  }

  private Tenant callerWith(String token) {
    return new Tenant(UUID.fromString(business), UUID.randomUUID(), token);
  }

  private int statusFor(Tenant caller) {
    return api.create(caller, ACME.formatted("")).statusCode();
  }
}
