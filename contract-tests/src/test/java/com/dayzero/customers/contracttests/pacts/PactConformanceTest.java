package com.dayzero.customers.contracttests.pacts;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.SynchronousRequestResponse;
import com.dayzero.customers.contract.Conformance.Violation;
import com.dayzero.customers.contract.Contract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PactConformanceTest {
  private static final String PACT =
      """
      {"consumer": {"name": "c"}, "provider": {"name": "customers"}, "interactions": [{
        "type": "Synchronous/HTTP", "description": "d",
        "request": {
          "method": "POST", "path": "/api/v1/customers",
          "headers": {"Authorization": ["Bearer dz_x"], "x-business-id": ["01940000-0000-7000-8000-000000000010"]},
          "body": {"contentType": "application/json", "content": {"name": "A", "email": "a@b.com"}}},
        "response": {
          "status": 201,
          "headers": {"Location": ["/api/v1/customers/1"]},
          "body": {"contentType": "application/json", "content": {"name": "A"}}}}],
       "metadata": {"pactSpecification": {"version": "4.0"}}}
      """;

  private final PactConformance conformance = new PactConformance(Contract.load());

  @Test
  void anInteractionThatReliesOnWhatIsPromisedStaysInside() {
    assertThat(violations(PACT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"path\": \"/api/v1/customers\"|\"path\": \"/api/v1/vendors\"|request POST /api/v1/vendors"
            + " is not documented; it has [POST /api/v1/customers]",
        "\"method\": \"POST\"|\"method\": \"PUT\"|request PUT /api/v1/customers is not documented",
        "\"path\": \"/api/v1/customers\"|\"path\": \"/api/v1/customers\", \"query\": {\"dry\":"
            + " [\"1\"]}|request.query dry is not documented",
        "\"Authorization\"|\"X-Tenant\": [\"1\"], \"Authorization\"|request.header X-Tenant is not"
            + " documented",
        "\"x-business-id\": [\"01940000-0000-7000-8000-000000000010\"]|\"Accept\":"
            + " [\"*/*\"]|request.header x-business-id is missing",
        "\"email\": \"a@b.com\"|\"email\": \"a\"|request.body/email value is not a valid email"
            + " address",
        "\"status\": 201|\"status\": 200|response.status 200 is not documented",
        "\"Location\": [\"/api/v1/customers/1\"]|\"ETag\": [\"1\"]|response.header ETag is not"
            + " documented for 201",
        "\"content\": {\"name\": \"A\"}|\"content\": {\"vat_number\":"
            + " \"1\"}|response.body/vat_number is not documented"
            + " (customers.yaml#/components/schemas/CustomerResponse",
        "\"content\": {\"name\": \"A\"}}|\"content\": {\"name\": \"A\"}}, \"matchingRules\":"
            + " {\"body\": {\"$.vat_number\": {\"matchers\": [{\"match\":"
            + " \"type\"}]}}}|response.matchingRules $.vat_number is not documented",
        "\"content\": {\"name\": \"A\"}}|\"content\": {\"name\": \"A\"}}, \"matchingRules\":"
            + " {\"body\": {\"$.contacts[*].fax\": {\"matchers\": [{\"match\":"
            + " \"type\"}]}}}|response.matchingRules $.contacts[*].fax is not documented",
        "\"content\": {\"name\": \"A\"}}|\"content\": {\"name\": \"A\"}}, \"matchingRules\":"
            + " {\"header\": {\"ETag\": {\"matchers\": [{\"match\":"
            + " \"type\"}]}}}|response.matchingRules header ETag is not documented",
        "\"content\": {\"name\": \"A\"}|\"content\": {\"is_deleted\":"
            + " \"no\"}|response.body/is_deleted",
      })
  void oneThatReliesOnMoreIsTold(String in, String instead, String words) {
    assertThat(PACT).contains(in);
    assertThat(violations(PACT.replace(in, instead)))
        .extracting(Violation::toString)
        .anySatisfy(it -> assertThat(it).contains(words));
  }

  private List<Violation> violations(String pact) {
    SynchronousRequestResponse interaction =
        (SynchronousRequestResponse)
            DefaultPactReader.INSTANCE.loadPact(pact).getInteractions().getFirst();
    return conformance.violations(interaction);
  }
}
