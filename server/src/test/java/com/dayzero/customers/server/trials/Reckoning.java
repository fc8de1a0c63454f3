package com.dayzero.customers.server.trials;

import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static com.dayzero.customers.server.database.generated.Tables.IDEMPOTENCY_KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.server.Tenants.Tenant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Records;
import tools.jackson.databind.JsonNode;

/** Compares what clients were told with what the database has. */
final class Reckoning {
  private final Ledger ledger;
  private final Map<String, List<Stored>> stored;
  private final Map<String, String> answers;

  private record Stored(String id, String email, String name) {}

  private Reckoning(Ledger ledger, DSLContext database, Tenant tenant) {
    this.ledger = ledger;
    this.stored =
        database
            .select(CUSTOMERS.ID.cast(String.class), CUSTOMERS.EMAIL, CUSTOMERS.NAME)
            .from(CUSTOMERS)
            .where(CUSTOMERS.BUSINESS_ID.eq(tenant.businessId()))
            .fetchGroups(row -> row.value2().split("@", 2)[0], Records.mapping(Stored::new));
    this.answers =
        database
            .select(IDEMPOTENCY_KEYS.IDEMPOTENCY_KEY, IDEMPOTENCY_KEYS.ANSWER_BODY)
            .from(IDEMPOTENCY_KEYS)
            .where(IDEMPOTENCY_KEYS.BUSINESS_ID.eq(tenant.businessId()))
            .fetchMap(IDEMPOTENCY_KEYS.IDEMPOTENCY_KEY, IDEMPOTENCY_KEYS.ANSWER_BODY);
  }

  /**
   * Fails unless every acknowledged customer is there as it was acknowledged, each once, and nobody
   * else but of those whose requests without a key got no answer.
   */
  static void check(Ledger ledger, DSLContext database, Tenant tenant) {
    Reckoning reckoning = new Reckoning(ledger, database, tenant);
    System.out.println(ledger + reckoning.toString());
    reckoning.check();
  }

  private void check() {
    Map<String, String> acknowledged = ledger.acknowledged();
    assertThat(ledger.surprises()).as("answers that nobody may get").isEmpty();
    assertThat(ledger.open()).as("keys without an answer").isEmpty();
    assertThat(acknowledged).as("acknowledged").isNotEmpty();
    assertThat(lost()).as("acknowledged and not stored").isEmpty();
    assertThat(doubled()).as("stored more than once").isEmpty();
    assertThat(acknowledged.keySet()).as("without a key").anyMatch(Ledger::isKeyless);
    assertThat(without(without(stored.keySet(), acknowledged.keySet()), ledger.abandoned()))
        .as("never asked for")
        .isEmpty();
    assertThat(altered()).as("stored otherwise than acknowledged").isEmpty();
    assertThat(without(acknowledged.keySet(), answers.keySet()))
        .as("keys not stored")
        .allMatch(Ledger::isKeyless);
  }

  private List<String> lost() {
    return without(ledger.acknowledged().keySet(), stored.keySet());
  }

  private List<String> doubled() {
    return stored.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<String> altered() {
    return ledger.acknowledged().entrySet().stream()
        .filter(entry -> stored.containsKey(entry.getKey()))
        .filter(entry -> isAltered(entry.getKey(), entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean isAltered(String key, String body) {
    JsonNode told = WireJson.mapper().readTree(body);
    Stored row = Objects.requireNonNull(stored.get(key)).getFirst();
    Stored said =
        new Stored(
            told.path("id").asString(),
            told.path("email").asString(),
            told.path("name").asString());
    return !row.equals(said) || (!Ledger.isKeyless(key) && !body.equals(answers.get(key)));
  }

  private static List<String> without(Collection<String> all, Set<String> those) {
    return all.stream().filter(one -> !those.contains(one)).toList();
  }

  @Override
  public String toString() {
    return """
    %8d customers stored
    %8d acknowledged and lost
    %8d stored more than once
    """
        .formatted(
            stored.values().stream().mapToInt(List::size).sum(), lost().size(), doubled().size());
  }
}
