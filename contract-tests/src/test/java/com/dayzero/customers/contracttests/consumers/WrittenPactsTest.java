package com.dayzero.customers.contracttests.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is verified is what the consumer's tests have written; they run before, by their name. */
class WrittenPactsTest {
  private static final String FILE = InvoicingAppPact.CONSUMER + "-customers.json";

  @Test
  void theInvoicingAppsPactIsTheOneThatIsVerified() throws IOException {
    Path written = Path.of("target/pacts", FILE);
    assertThat(written)
        .as("written by InvoicingAppPactTest and InvoicingAppRefusalsPactTest: run them, too")
        .exists();
    assertThat(pact(Path.of("pacts", FILE)))
        .as(
            "the consumer relies on something else now: mvn clean verify, then copy"
                + " contract-tests/%s",
            written)
        .isEqualTo(pact(written));
  }

  /** All but the versions of what wrote it. */
  private static JsonNode pact(Path file) throws IOException {
    ObjectNode pact = (ObjectNode) WireJson.mapper().readTree(Files.readString(file));
    pact.remove("metadata");
    return pact;
  }
}
