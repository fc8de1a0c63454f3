package com.dayzero.customers.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dayzero.customers.server.RunningServer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;

@RunningServer
class AuditRepositoryTest {
  private final AuditRepository audit;
  private final UserRepository users;

  @Autowired
  AuditRepositoryTest(AuditRepository audit, UserRepository users) {
    this.audit = audit;
    this.users = users;
  }

  @Test
  void tellsOfNothingOutsideOfATransaction() {
    Change change = new Change("user.create", null, null, "1", Map.of());
    assertThatThrownBy(() -> audit.add("test", change)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatCannotBeToldOfIsNotDone() {
    Email email = new Email(UUID.randomUUID() + "@acme.com");
    assertThatThrownBy(() -> users.create("PostgreSQL stores no \0", email))
        .isInstanceOf(DataAccessException.class);
    assertThat(users.create("test", email).email()).isEqualTo(email.address());
  }
}
