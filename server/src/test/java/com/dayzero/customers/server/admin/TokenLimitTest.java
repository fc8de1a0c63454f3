package com.dayzero.customers.server.admin;

import static com.dayzero.customers.server.database.generated.Tables.API_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RunningServer
class TokenLimitTest {
  private final Tokens tokens;
  private final Tenants tenants;
  private final DSLContext database;
  private final Tenant owner;

  @Autowired
  TokenLimitTest(Tokens tokens, Tenants tenants, DSLContext database) {
    this.tokens = tokens;
    this.tenants = tenants;
    this.database = database;
    this.owner = tenants.owner();
  }

  @Test
  void aUserHasTenActiveTokensAtMost() {
    for (int i = 1; i < Tokens.MAX_ACTIVE; i++) {
      create(owner);
    }
    assertThatThrownBy(() -> create(owner))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("has 10 active tokens, which is the most")
        .hasMessageContaining("\"admin token revoke ID\" revokes one");
    create(tenants.owner());

    tokens.revoke("test", tokens.list(new UserName.Id(owner.userId())).getFirst().id());
    create(owner);
    assertThatThrownBy(() -> create(owner)).isInstanceOf(Refused.class);

    tenants.expired(owner);
    assertThat(database.fetchCount(API_TOKENS, API_TOKENS.USER_ID.eq(owner.userId())))
        .isEqualTo(11);
    create(owner);
  }

  @Test
  void manyAtOnceMakeNoMoreThanTen() throws Exception {
    Callable<Boolean> attempt =
        () -> {
          try {
            create(owner);
            return true;
          } catch (Refused _) {
            return false;
          }
        };
    int made = 1;
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      for (Future<Boolean> one :
          threads.invokeAll(Stream.generate(() -> attempt).limit(20).toList())) {
        made += one.get() ? 1 : 0;
      }
    }
    assertThat(made).isEqualTo(Tokens.MAX_ACTIVE);
    assertThat(database.fetchCount(API_TOKENS, API_TOKENS.USER_ID.eq(owner.userId())))
        .isEqualTo(Tokens.MAX_ACTIVE);
  }

  private void create(Tenant user) {
    tokens.create(
        "test", new UserName.Id(user.userId()), new Name("ci"), List.of("customers:write"), 90);
  }
}
