package com.dayzero.customers.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://h/db?user=u, jdbc:postgresql://h/db?user=u, ,",
    "postgresql://u:p@h:5433/db, jdbc:postgresql://h:5433/db, u, p",
    "postgres://u:p@h/db, jdbc:postgresql://h/db, u, p",
    "postgresql://u:p%40%2F+@h/db?sslmode=require, jdbc:postgresql://h/db?sslmode=require, u, p@/+",
    "postgresql://u@h/db, jdbc:postgresql://h/db, u,",
    "postgresql://h/db, jdbc:postgresql://h/db, ,"
  })
  void readsBothForms(String url, String jdbcUrl, String user, String password) {
    DatabaseUrl parsed = DatabaseUrl.parse(url, "", "");
    assertThat(parsed).isEqualTo(new DatabaseUrl(jdbcUrl, user, password));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://u:p@h1:1,h2:2/db |"
            + " h1:1,h2:2/db?targetServerType=primary&hostRecheckSeconds=1",
        "postgresql://u:p@h1,h2/db?sslmode=require |"
            + " h1,h2/db?sslmode=require&targetServerType=primary&hostRecheckSeconds=1",
        "postgresql://u:p@h1,h2/db?target_session_attrs=read-write |"
            + " h1,h2/db?targetServerType=primary&hostRecheckSeconds=1",
        "postgresql://u:p@h/db?target_session_attrs=primary&a=b |"
            + " h/db?targetServerType=primary&a=b",
        "jdbc:postgresql://h1,h2/db | h1,h2/db?targetServerType=primary&hostRecheckSeconds=1",
        "jdbc:postgresql://h1,h2/db?targetServerType=any&hostRecheckSeconds=3 |"
            + " h1,h2/db?targetServerType=any&hostRecheckSeconds=3",
        "jdbc:postgresql://h/db?user=a,b | h/db?user=a,b"
      })
  void takesThePrimaryOfSeveralHosts(String url, String jdbcUrl) {
    assertThat(DatabaseUrl.parse(url, "", "").jdbcUrl()).isEqualTo("jdbc:postgresql://" + jdbcUrl);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standby", "read-only", "prefer-standby", "any"})
  void saysThatItNeedsAHostThatMayBeWrittenTo(String target) {
    String url = "postgresql://u:p@h1,h2/db?target_session_attrs=" + target + "&a=b";
    assertThatThrownBy(() -> DatabaseUrl.parse(url, "", ""))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("target_session_attrs=" + target + ", and")
        .hasMessageContaining("set it to read-write, or leave it out");
  }

  @Test
  void letsUserAndPasswordBeSetOnTheirOwn() {
    assertThat(DatabaseUrl.parse("postgresql://u:p@h/db", "me", "secret"))
        .isEqualTo(new DatabaseUrl("jdbc:postgresql://h/db", "me", "secret"));
  }

  @Test
  void neverShowsThePassword() {
    assertThat(DatabaseUrl.parse("postgresql://u:secret@h/db", "", "").toString())
        .doesNotContain("secret");
    assertThat(DatabaseUrl.parse("jdbc:postgresql://h/db?password=secret", "", "").toString())
        .doesNotContain("secret");
  }

  @Test
  void saysHowToWriteAPercentSign() {
    assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u:50%off@h/db", "", ""))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("write it as %25")
        .hasMessageNotContaining("50%off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mysql://h/db", "h:5432", "jdbc:mysql://h/db", "jdbc:postgresql://u:secret@h/db"})
  void saysWhatToSetWhereItIsNoUrlOfAPostgres(String url) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url, "", ""))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("set it to postgresql://user:password@host:5432/database")
        .hasMessageNotContaining("secret");
  }
}
