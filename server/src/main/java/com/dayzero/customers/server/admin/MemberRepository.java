package com.dayzero.customers.server.admin;

import static com.dayzero.customers.server.database.generated.Tables.MEMBERSHIPS;
import static com.dayzero.customers.server.database.generated.Tables.USERS;
import static org.jooq.impl.DSL.noCondition;

import com.dayzero.customers.server.access.Role;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record5;
import org.jooq.Records;
import org.jooq.ResultQuery;
import org.jooq.SelectForUpdateStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Members of businesses, and their roles. */
@Repository
class MemberRepository {
  private final DSLContext database;
  private final BusinessRepository businesses;
  private final UserRepository users;
  private final AuditRepository audit;

  MemberRepository(
      DSLContext database,
      BusinessRepository businesses,
      UserRepository users,
      AuditRepository audit) {
    this.database = database;
    this.businesses = businesses;
    this.users = users;
    this.audit = audit;
  }

  /**
   * Makes a user a member.
   *
   * @throws Refused if the user is one already, or user or business do not exist
   */
  Member add(String actor, UUID businessId, UserName name, Role role) {
    return database.transactionResult(_ -> {
      businesses.check(businessId);
      User user = users.find(name);
      int added =
          database
              .insertInto(
                  MEMBERSHIPS, MEMBERSHIPS.BUSINESS_ID, MEMBERSHIPS.USER_ID, MEMBERSHIPS.ROLE)
              .values(businessId, user.id(), role.toString())
              .onConflictDoNothing()
              .execute();
      Member member = find(businessId, user);
      if (added == 0) {
        throw new Refused(
            "%s is a member of %s already, as %s: \"admin member change\" gives another role"
                .formatted(user.email(), businessId, member.role()));
      }
      audit.add(actor, change("member.add", member, Map.of("role", role.toString())));
      return member;
    });
  }

  /**
   * Gives a member another role.
   *
   * @throws Refused if the user is no member
   */
  Member change(String actor, UUID businessId, UserName name, Role role) {
    return database.transactionResult(_ -> {
      Member before = lock(businessId, users.find(name));
      database
          .update(MEMBERSHIPS)
          .set(MEMBERSHIPS.ROLE, role.toString())
          .where(is(businessId, before.userId()))
          .execute();
      audit.add(
          actor,
          change("member.change", before, Map.of("from", before.role(), "to", role.toString())));
      return find(businessId, users.find(name));
    });
  }

  /**
   * Takes a member out of a business; the user's tokens are good for other businesses only.
   *
   * @throws Refused if the user is no member
   */
  Member remove(String actor, UUID businessId, UserName name) {
    return database.transactionResult(_ -> {
      Member member = lock(businessId, users.find(name));
      database.deleteFrom(MEMBERSHIPS).where(is(businessId, member.userId())).execute();
      audit.add(actor, change("member.remove", member, Map.of("role", member.role())));
      return member;
    });
  }

  /** Those of a business, or everywhere if none is given; the oldest first. */
  List<Member> list(@Nullable UUID businessId) {
    return query(businessId == null ? noCondition() : MEMBERSHIPS.BUSINESS_ID.eq(businessId))
        .fetch(Records.mapping(Member::new));
  }

  private Member find(UUID businessId, User user) {
    return only(query(is(businessId, user.id())), businessId, user);
  }

  /** Waits for others who change this member, and holds it until the transaction ends. */
  private Member lock(UUID businessId, User user) {
    return only(query(is(businessId, user.id())).forUpdate().of(MEMBERSHIPS), businessId, user);
  }

  private static Member only(
      ResultQuery<Record5<UUID, UUID, String, String, OffsetDateTime>> query,
      UUID businessId,
      User user) {
    return query
        .fetchOptional(Records.mapping(Member::new))
        .orElseThrow(() ->
            new Refused(
                "%s is no member of %s: \"admin member list\" shows who is"
                    .formatted(user.email(), businessId)));
  }

  private SelectForUpdateStep<Record5<UUID, UUID, String, String, OffsetDateTime>> query(
      Condition condition) {
    return database
        .select(
            MEMBERSHIPS.BUSINESS_ID,
            MEMBERSHIPS.USER_ID,
            USERS.EMAIL,
            MEMBERSHIPS.ROLE,
            MEMBERSHIPS.CREATED_AT)
        .from(MEMBERSHIPS)
        .join(USERS)
        .on(USERS.ID.eq(MEMBERSHIPS.USER_ID))
        .where(condition)
        .orderBy(MEMBERSHIPS.CREATED_AT, MEMBERSHIPS.USER_ID);
  }

  private static Condition is(UUID businessId, UUID userId) {
    return MEMBERSHIPS.BUSINESS_ID.eq(businessId).and(MEMBERSHIPS.USER_ID.eq(userId));
  }

  private static Change change(String action, Member member, Map<String, ?> details) {
    return new Change(
        action, member.businessId(), member.userId(), member.userId().toString(), details);
  }
}
