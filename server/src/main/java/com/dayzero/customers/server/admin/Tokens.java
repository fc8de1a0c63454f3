package com.dayzero.customers.server.admin;

import com.dayzero.customers.server.access.TokenHash;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes tokens, nobody else does, and revokes them. */
@Service
public class Tokens {
  /** How long a token is good for at most, in days. */
  public static final int MAX_DAYS = 365;

  /** How many tokens that are neither expired nor revoked a user may have. */
  static final int MAX_ACTIVE = 10;

  /** 192 bits. */
  private static final int RANDOM_BYTES = 24;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final TokenRepository tokens;
  private final UserRepository users;
  private final AuditRepository audit;
  private final TransactionTemplate transaction;

  Tokens(
      TokenRepository tokens,
      UserRepository users,
      AuditRepository audit,
      TransactionTemplate transaction) {
    this.tokens = tokens;
    this.users = users;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * Makes a token for a user. Several at once count one after the other.
   *
   * @param days how long it is good for, from 1 to {@value #MAX_DAYS}
   * @throws Refused if there is no such user, or the user has {@value #MAX_ACTIVE} active ones
   */
  IssuedToken create(String actor, UserName name, Name tokenName, List<String> scopes, int days) {
    return inTransaction(() -> {
      User user = users.find(name);
      users.lock(user.id());
      if (tokens.countActive(user.id()) >= MAX_ACTIVE) {
        throw new Refused(
            "%s has %d active tokens, which is the most: \"admin token list --user %s\" shows them, \"admin token revoke ID\" revokes one"
                .formatted(user.email(), MAX_ACTIVE, user.email()));
      }
      return issue(actor, user.id(), tokenName.text(), scopes, days);
    });
  }

  /**
   * Makes a token in place of those of the same user and name: these are revoked. However many
   * others the user has, so they never become more by it.
   *
   * @param actor who lets it be made, for the log of changes
   * @param name what the token is called
   * @param days how long it is good for
   */
  public IssuedToken replace(
      String actor, UUID userId, String name, List<String> scopes, int days) {
    return inTransaction(() -> {
      users.lock(userId);
      tokens.listActive(userId, name).forEach(earlier -> revoke(actor, earlier.id()));
      return issue(actor, userId, name, scopes, days);
    });
  }

  private <T> T inTransaction(Supplier<T> change) {
    return Objects.requireNonNull(transaction.execute(_ -> change.get()));
  }

  private IssuedToken issue(String actor, UUID userId, String name, List<String> scopes, int days) {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    String token = "dz_" + HexFormat.of().formatHex(random);
    IssuedToken issued =
        tokens.insert(token, TokenHash.of(token), userId, new Name(name), scopes, days);
    audit.add(
        actor,
        new Change(
            "token.create",
            null,
            userId,
            issued.id().toString(),
            Map.of("name", name, "scopes", scopes, "expires_at", issued.expiresAt())));
    return issued;
  }

  /**
   * Those of a user, or all if none is given.
   *
   * @throws Refused if there is no such user
   */
  List<Token> list(@Nullable UserName user) {
    return tokens.list(user == null ? null : users.find(user).id());
  }

  /**
   * Revokes a token, at once and for good; one that was revoked before stays so.
   *
   * @throws Refused if there is no such token
   */
  Token revoke(String actor, UUID id) {
    return inTransaction(() -> {
      boolean revoked = tokens.revoke(id);
      Token token =
          tokens
              .find(id)
              .orElseThrow(() ->
                  new Refused(
                      "There is no token %s: \"admin token list\" shows all".formatted(id)));
      if (revoked) {
        audit.add(
            actor,
            new Change(
                "token.revoke", null, token.userId(), id.toString(), Map.of("name", token.name())));
      }
      return token;
    });
  }
}
