package com.dayzero.customers.server.demo;

import static com.dayzero.customers.server.database.generated.Tables.API_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.currentOffsetDateTime;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.access.TokenHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RunningServer
class DemoDataTest {
  private final DemoData demo;
  private final Api api;
  private final DSLContext database;

  @Autowired
  DemoDataTest(DemoData demo, Api api, DSLContext database) {
    this.demo = demo;
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
