package com.dayzero.customers.server.access;

import static com.dayzero.customers.server.database.generated.Tables.API_TOKENS;
import static com.dayzero.customers.server.database.generated.Tables.MEMBERSHIPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record5;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final UUID BUSINESS = UUID.randomUUID();
  private static final Field<Boolean> LAST_USE_IS_OLD = DSL.field("is_old", Boolean.class);

  private final AtomicInteger questions = new AtomicInteger();

  @Test
  void asksOnceForWhatItRemembers() {
    Access access = access("PT3S", true);
    assertThat(access.find("dz_a", BUSINESS)).isEqualTo(access.find("dz_a", BUSINESS)).isPresent();
    assertThat(questions).hasValue(1);
  }

  @Test
  void remembersEachTokenInEachBusinessByItself() {
    Access access = access("PT3S", true);
    access.find("dz_a", BUSINESS);
    access.find("dz_b", BUSINESS);
    access.find("dz_a", UUID.randomUUID());
    access.find("dz_a", null);
    assertThat(questions).hasValue(4);
  }

  @Test
  void asksAgainForATokenThatWasNotThere() {
    Access access = access("PT3S", false);
    assertThat(access.find("dz_a", BUSINESS)).isEmpty();
    assertThat(access.find("dz_a", BUSINESS)).isEmpty();
    assertThat(questions).hasValue(2);
  }

  @Test
  void remembersNothingWhereItIsToldSo() {
    Access access = access("PT0S", true);
    access.find("dz_a", BUSINESS);
    access.find("dz_a", BUSINESS);
    assertThat(questions).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "PT3.001S", "PT1H"})
  void doesNotRememberForLongerThanARevokedTokenMayCount(String time) {
    assertThatThrownBy(() -> new AccessSettings(Duration.parse(time)))
        .hasMessageContaining("set it to a time from 0s to 3s");
  }

  private Access access(String remember, boolean known) {
    DSLContext database =
        DSL.using(
            new MockConnection(_ -> {
              questions.incrementAndGet();
              return new MockResult[] {new MockResult(known ? 1 : 0, rows(known))};
            }),
            SQLDialect.POSTGRES);
    return new Access(new AccessRepository(database), new AccessSettings(Duration.parse(remember)));
  }

  private static Result<?> rows(boolean known) {
    DSLContext database = DSL.using(SQLDialect.POSTGRES);
    Result<Record5<UUID, UUID, String[], String, Boolean>> rows =
        database.newResult(
            API_TOKENS.ID,
            API_TOKENS.USER_ID,
            API_TOKENS.SCOPES,
            MEMBERSHIPS.ROLE,
            LAST_USE_IS_OLD);
    if (known) {
      rows.add(
          database
              .newRecord(
                  API_TOKENS.ID,
                  API_TOKENS.USER_ID,
                  API_TOKENS.SCOPES,
                  MEMBERSHIPS.ROLE,
                  LAST_USE_IS_OLD)
              .values(
                  UUID.randomUUID(),
                  UUID.randomUUID(),
                  new String[] {"customers:write"},
                  "owner",
                  false));
    }
    return rows;
  }
}
