package com.dayzero.customers.server.admin;

import static com.dayzero.customers.server.database.generated.Tables.USERS;

import com.fasterxml.uuid.Generators;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Records;
import org.springframework.stereotype.Repository;

/** Users. */
@Repository
class UserRepository {
  private final DSLContext database;
  private final AuditRepository audit;

  UserRepository(DSLContext database, AuditRepository audit) {
    this.database = database;
    this.audit = audit;
  }

  /**
   * Makes a user.
   *
   * @throws Refused if another has this address
   */
  User create(String actor, Email email) {
    return database.transactionResult(_ -> {
      User created =
          database
              .insertInto(USERS, USERS.ID, USERS.EMAIL)
              .values(Generators.timeBasedEpochRandomGenerator().generate(), email.address())
              .onConflict(USERS.EMAIL)
              .doNothing()
              .returningResult(USERS.ID, USERS.EMAIL, USERS.CREATED_AT)
              .fetchOptional(Records.mapping(User::new))
              .orElseThrow(() ->
                  new Refused(
                      "There is a user %s already: \"admin user list\" shows all"
                          .formatted(email.address())));
      audit.add(
          actor,
          new Change(
              "user.create",
              null,
              created.id(),
              created.id().toString(),
              Map.of("email", email.address())));
      return created;
    });
  }

  /** All, the oldest first. */
  List<User> list() {
    return database
        .select(USERS.ID, USERS.EMAIL, USERS.CREATED_AT)
        .from(USERS)
        .orderBy(USERS.CREATED_AT, USERS.ID)
        .fetch(Records.mapping(User::new));
  }

  /**
   * The one who is named.
   *
   * @throws Refused if there is none
   */
  User find(UserName name) {
    return database
        .select(USERS.ID, USERS.EMAIL, USERS.CREATED_AT)
        .from(USERS)
        .where(
            switch (name) {
              case UserName.Id(UUID id) -> USERS.ID.eq(id);
              case UserName.Address(String address) -> USERS.EMAIL.eq(address);
            })
        .fetchOptional(Records.mapping(User::new))
        .orElseThrow(() ->
            new Refused(
                "There is no user %s: \"admin user list\" shows all, \"admin user create\" makes one"
                    .formatted(name)));
  }

  /** Waits for others who hold this user, and holds it until the transaction ends. */
  void lock(UUID userId) {
    database.select(USERS.ID).from(USERS).where(USERS.ID.eq(userId)).forUpdate().fetch();
  }
}
