package com.dayzero.customers.server.demo;

import static com.dayzero.customers.server.database.generated.Tables.API_TOKENS;
import static com.dayzero.customers.server.database.generated.Tables.AUDIT_LOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.currentOffsetDateTime;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.access.TokenHash;
import com.dayzero.customers.server.admin.Tokens;
import com.dayzero.customers.server.database.DataSettings;
import com.dayzero.customers.server.database.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@RunningServer
class DemoDataTest {
  @TempDir Path folder = Path.of("");

  private final DemoData demo;
  private final DemoRepository repository;
  private final Tokens tokens;
  private final Api api;
  private final DSLContext database;

  @Autowired
  DemoDataTest(
      DemoData demo, DemoRepository repository, Tokens tokens, Api api, DSLContext database) {
    this.demo = demo;
    this.repository = repository;
    this.tokens = tokens;
    this.api = api;
    this.database = database;
  }

  @Test
  void keepsATokenThatWorksWhereOnlyItsOwnerCanReadIt() throws IOException {
    String token = demo.create();
    assertThat(demo.create()).isEqualTo(token);
    assertThat(statusWith(token)).isEqualTo(201);
    assertThat(Files.readString(demo.tokenFile())).isEqualTo(token + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(demo.tokenFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void makesANewTokenWhereTheOldOneWorksNoMore() {
    String token = demo.create();
    database
        .update(API_TOKENS)
        .set(API_TOKENS.REVOKED_AT, currentOffsetDateTime())
        .where(API_TOKENS.SHA256.eq(TokenHash.of(token)))
        .execute();
    assertThat(demo.create()).isNotEqualTo(token);
    assertThat(statusWith(token)).isEqualTo(401);
    assertThat(statusWith(demo.create())).isEqualTo(201);
  }

  @Test
  void makesNoTokenThatCannotBeKept() throws IOException {
    demo.create();
    int before = activeTokens();
    Path file = Files.createFile(folder.resolve("no-folder"));
    DemoData unwritable =
        new DemoData(repository, tokens, new DataSettings(file.resolve("data").toString()));

    for (int start = 0; start < 2; start++) {
      assertThatThrownBy(unwritable::create)
          .isInstanceOf(StartupFailure.class)
          .hasMessageContaining("no-folder/data/demo-token")
          .hasMessageContaining("DATA_FOLDER");
    }

    assertThat(activeTokens()).isEqualTo(before);
  }

  @Test
  void revokesTheTokenWhoseFileIsGone() throws IOException {
    String token = demo.create();
    Files.delete(demo.tokenFile());

    assertThat(statusWith(demo.create())).isEqualTo(201);

    assertThat(statusWith(token)).isEqualTo(401);
    assertThat(activeTokens()).isOne();
    UUID id =
        database
            .select(API_TOKENS.ID)
            .from(API_TOKENS)
            .where(API_TOKENS.SHA256.eq(TokenHash.of(token)))
            .fetchSingle()
            .value1();
    assertThat(
            database.fetchExists(
                AUDIT_LOG,
                AUDIT_LOG.SUBJECT_ID.eq(id.toString()),
                AUDIT_LOG.ACTION.eq("token.revoke"),
                AUDIT_LOG.ACTOR.eq("demo data")))
        .isTrue();
  }

  private int activeTokens() {
    return database.fetchCount(
        API_TOKENS,
        API_TOKENS.USER_ID.eq(DemoRepository.USER_ID),
        API_TOKENS.NAME.eq("demo"),
        API_TOKENS.REVOKED_AT.isNull());
  }

  private int statusWith(String token) {
    return api.createWith(
            List.of(
                "Authorization",
                "Bearer " + token,
                "x-business-id",
                DemoData.BUSINESS_ID.toString()))
        .statusCode();
  }
}
