package com.dayzero.customers.contracttests.pacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import au.com.dius.pact.core.model.Pact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the pacts that were handed in is told before the first request. */
@ExtendWith(RestoredProperties.class)
class ConsumerPactsTest {
  private static final String PACT =
      """
      {"consumer": {"name": "shop"}, "provider": {"name": "customers"}, "interactions": [{
        "description": "a customer",
        "providerStates": [{"name": "a user who may create customers", "params": {"token": "dz_x"}}],
        "request": {"method": "POST", "path": "/api/v1/customers"},
        "response": {"status": 201}}],
       "metadata": {"pactSpecification": {"version": "3.0.0"}}}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void useThisFolder() {
    System.setProperty("pacts", folder.toString());
  }

  @Test
  void everyPactOfTheFolderIsVerified() throws IOException {
    write("shop.json", PACT);
    write("app.json", PACT.replace("\"shop\"", "\"app\""));
    assertThat(consumers()).containsExactlyInAnyOrder("shop", "app");
  }

  @Test
  void ofSomeConsumersOnlyWhereTheyAreNamed() throws IOException {
    write("shop.json", PACT);
    write("app.json", PACT.replace("\"shop\"", "\"app\""));
    System.setProperty("pact.filter.consumers", "app");
    assertThat(consumers()).containsExactly("app");
  }

  @Test
  void aFolderThatIsMissingIsTold() {
    System.setProperty("pacts", folder.resolve("none").toString());
    assertFails("There is no folder", "set -Dpacts to a folder of pact files");
  }

  @Test
  void anEmptyFolderIsTold() {
    assertFails("No pact file is in", "put the consumer's *.json there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"name\": \"customers\"|\"name\": \"vendors\"|is for the provider \"customers\"",
        "a user who may create customers|a lucky user|shop, \"a customer\": there is no state \"a"
            + " lucky user\"; there are \"a customer created",
        "\"token\"|\"tokn\"|the state \"a user who may create customers\" has no parameter"
            + " \"tokn\"; it has [token, businessId]",
        "a user who may create customers|a customer created with an idempotency key|needs the"
            + " parameter \"idempotencyKey\"",
      })
  void aPactThatCannotBeVerifiedIsTold(String in, String instead, String words) throws IOException {
    assertThat(PACT).contains(in);
    write("shop.json", PACT.replace(in, instead));
    assertFails(words);
  }

  @Test
  void aMessagePactIsTold() throws IOException {
    write(
        "shop.json",
        """
        {"consumer": {"name": "shop"}, "provider": {"name": "customers"},
         "interactions": [{"type": "Asynchronous/Messages", "description": "an event", "contents": {}}],
         "metadata": {"pactSpecification": {"version": "4.0"}}}
        """);
    assertFails("shop, \"an event\": it is no HTTP request");
  }

  @Test
  void aPactWithoutInteractionsIsTold() throws IOException {
    write(
        "shop.json",
        """
        {"consumer": {"name": "shop"}, "provider": {"name": "customers"}, "interactions": [],
         "metadata": {"pactSpecification": {"version": "4.0"}}}
        """);
    assertFails("shop: the pact has no interactions");
  }

  @Test
  void aFileThatIsNoPactIsTold() throws IOException {
    write("shop.json", "{");
    assertFails("A pact in", "cannot be read");
  }

  @Test
  void aConsumerWithoutAPactIsTold() throws IOException {
    write("shop.json", PACT);
    System.setProperty("pact.filter.consumers", "shop, nobody");
    assertFails("names a consumer without a pact; there are pacts of [shop]");
  }

  @Test
  void aFolderAndABrokerAtOnceAreTold() {
    System.setProperty("pactbroker.url", "http://localhost:1");
    assertFails("Both -Dpactbroker.url and -Dpacts are set");
  }

  @Test
  void publishingNeedsAVersion() {
    System.clearProperty("pacts");
    System.setProperty("pactbroker.url", "http://localhost:1");
    System.setProperty("pact.verifier.publishResults", "true");
    assertFails("Set -Dpact.provider.version");
  }

  private static void assertFails(String... words) {
    assertThatThrownBy(ConsumerPacts::all)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(words);
  }

  private static List<String> consumers() {
    return ConsumerPacts.all().stream().map(Pact::getConsumer).map(it -> it.getName()).toList();
  }

  private void write(String file, String pact) throws IOException {
    Files.writeString(folder.resolve(file), pact);
  }
}
