package com.dayzero.customers.server.access;

import static com.dayzero.customers.server.database.generated.Tables.API_TOKENS;
import static com.dayzero.customers.server.database.generated.Tables.MEMBERSHIPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.currentOffsetDateTime;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockExecuteContext;
import org.jooq.tools.jdbc.MockResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A token is looked up by the SHA-256 of what was sent, through a unique index. What time a
 * comparison takes tells of the hash at most, and nobody can choose what it is: no need for a
 * comparison in constant time.
 */
@RunningServer
class TokenLookupTest {
  private static final String TOKEN = "dz_0123456789abcdef";
  private static final String ACME = "{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}";

  private final DSLContext database;
  private final TransactionTemplate transaction;
  private final Api api;
  private final Tenants tenants;

  @Autowired
  TokenLookupTest(DSLContext database, TransactionTemplate transaction, Api api, Tenants tenants) {
    this.database = database;
    this.transaction = transaction;
    this.api = api;
    this.tenants = tenants;
  }

  @Test
  void onlyTheHashReachesTheDatabase() {
    MockExecuteContext lookup = lookup();
    assertThat(lookup.sql()).contains("\"api_tokens\".\"sha256\" = ?");
    assertThat(lookup.bindings())
        .anySatisfy(value -> assertThat(value).isEqualTo(TokenHash.of(TOKEN)));
    assertThat(Arrays.deepToString(lookup.bindings())).doesNotContain(TOKEN);
    assertThat(lookup.bindings())
        .noneSatisfy(value -> assertThat(value).isEqualTo(TOKEN.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theUniqueIndexOfTheHashFindsIt() {
    String plan =
        transaction.execute(planning -> {
          // A table of a few rows is read as a whole otherwise.
          database.execute("set local enable_seqscan = off");
          return database.fetch("explain " + lookup().sql(), lookup().bindings()).toString();
        });
    assertThat(plan).contains("Index Scan using api_tokens_by_sha256", "Index Cond: (sha256 =");
  }

  /** Such as its revocation, which is not committed yet. */
  @Test
  void aRequestDoesNotWaitForWhoChangesItsToken() {
    Tenant owner = tenants.owner();
    int status =
        transaction.execute(changing -> {
          database
              .update(API_TOKENS)
              .set(API_TOKENS.REVOKED_AT, currentOffsetDateTime())
              .where(API_TOKENS.USER_ID.eq(owner.userId()))
              .execute();
          changing.setRollbackOnly();
          return api.create(owner, ACME).statusCode();
        });
    assertThat(status).isEqualTo(201);
    assertThat(lastUse(owner)).isNull();

    assertThat(api.create(owner, ACME).statusCode()).isEqualTo(201);
    assertThat(lastUse(owner)).isNotNull();
  }

  private @Nullable OffsetDateTime lastUse(Tenant tenant) {
    return database
        .select(API_TOKENS.LAST_USED_AT)
        .from(API_TOKENS)
        .where(API_TOKENS.USER_ID.eq(tenant.userId()))
        .fetchSingle(API_TOKENS.LAST_USED_AT);
  }

  /** The one statement of a request whose token is not known. */
  private static MockExecuteContext lookup() {
    List<MockExecuteContext> statements = new ArrayList<>();
    DSLContext recording =
        DSL.using(
            new MockConnection(statement -> {
              statements.add(statement);
              return new MockResult[] {
                new MockResult(
                    0,
                    DSL.using(SQLDialect.POSTGRES)
                        .newResult(
                            API_TOKENS.ID,
                            API_TOKENS.USER_ID,
                            API_TOKENS.SCOPES,
                            MEMBERSHIPS.ROLE,
                            DSL.field("last_use_is_old", Boolean.class)))
              };
            }),
            SQLDialect.POSTGRES);
    assertThat(new AccessRepository(recording).find(TokenHash.of(TOKEN), new UUID(0, 0))).isEmpty();
    assertThat(statements).hasSize(1);
    return statements.getFirst();
  }
}
