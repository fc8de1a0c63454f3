package com.dayzero.customers.server;

import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.ValidationCase;
import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.server.Tenants.Tenant;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@RunningServer
class CreateCustomerTest {
  /** Who created it, which is told to nobody. */
  private static final Set<String> AUDIT_TRAIL =
      Set.of(
          "created_by_user_id",
          "created_by_token_id",
          "created_by_request_id",
          "created_for_email");

  private final Api api;
  private final Tenants tenants;
  private final DSLContext database;
  private Tenant owner;

  @Autowired
  CreateCustomerTest(Api api, Tenants tenants, DSLContext database) {
    this.api = api;
    this.tenants = tenants;
    this.database = database;
    this.owner = tenants.owner();
  }

  @BeforeEach
  void aNewBusiness() {
    owner = tenants.owner();
  }

  @ParameterizedTest
  @MethodSource("com.dayzero.customers.contract.ValidationCase#all")
  void answersEveryBodyOfTheCorpusAsFastApi(ValidationCase fastApi) {
    HttpResponse<String> answer = api.create(owner, fastApi.body());

    assertThat(answer.statusCode()).isEqualTo(fastApi.status());
    if (fastApi.status() == 422) {
      assertThat(answer.body()).isEqualTo(fastApi.expectedBody());
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(storedCustomers()).isZero();
    } else {
      assertThat(storedCustomers()).isOne();
    }
  }

  @Test
  void answersWithAllFieldsInTheContractsOrderAndExplicitNulls() {
    HttpResponse<String> answer =
        api.create(owner, "{\"name\": \"Acme Corp\", \"email\": \"billing@acme.com\"}");

    JsonNode customer = WireJson.mapper().readTree(answer.body());
    String id = customer.get("id").asString();
    String time = customer.get("created_at").asString();
    assertThat(UUID.fromString(id).version()).isEqualTo(7);
    assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    assertThat(answer.body())
        .isEqualTo(
            """
            {"id":"%s","business_id":"%s","created_at":"%s","updated_at":"%s",\
            "name":"Acme Corp","email":"billing@acme.com","address":null,"phone":null,\
            "tax_id":null,"website":null,"notes":null,"credit_limit_cents":null,\
            "default_payment_term_id":null,"status":"active","category":null,"is_deleted":false,\
            "deleted_at":null,"stripe_customer_id":null,"invoice_footer":null,"contacts":[]}\
            """
                .formatted(id, owner.businessId(), time, time));
    assertThat(answer.headers().firstValue("Location")).contains("/api/v1/customers/" + id);
    assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
  }

  @Test
  void storesWhatItAnswers() {
    String term = tenants.paymentTerm(owner);
    HttpResponse<String> answer =
        api.create(
            owner,
            """
            {"name": "Ä \\"quoted\\" 😀\\n", "email": "jürgen@bücher.example", "address": "1 Main St",
             "phone": "+1 555 0100", "tax_id": "12-3", "website": "https://acme.com", "notes": "\\u2028",
             "credit_limit_cents": 9223372036854775807, "default_payment_term_id": "%s",
             "status": "blocked", "category": "Retail", "invoice_footer": "Thanks"}
            """
                .formatted(term));

    assertThat(answer.statusCode()).isEqualTo(201);
    JsonNode customer = WireJson.mapper().readTree(answer.body());
    Record stored =
        database
            .selectFrom(CUSTOMERS)
            .where(CUSTOMERS.BUSINESS_ID.eq(owner.businessId()))
            .fetchSingle();
    Map<String, Object> columns = stored.intoMap();
    columns.keySet().removeAll(AUDIT_TRAIL);
    columns.forEach(
        (column, value) -> assertThat(asJson(value)).as(column).isEqualTo(customer.get(column)));
    assertThat(customer.get("name").asString()).isEqualTo("Ä \"quoted\" 😀\n");
  }

  @Test
  void echoesEveryFieldThatTheContractLetsBeSent() {
    JsonNode contract = Contract.load().document();
    ObjectNode complete =
        (ObjectNode)
            contract
                .at("/paths/~1api~1v1~1customers/post/requestBody/content/application~1json")
                .at("/examples/complete/value");
    complete.put("default_payment_term_id", tenants.paymentTerm(owner));
    assertThat(complete.propertyNames())
        .as("the complete example")
        .containsExactlyElementsOf(
            contract.at("/components/schemas/CustomerCreateRequest/properties").propertyNames());

    JsonNode customer = WireJson.mapper().readTree(api.create(owner, complete.toString()).body());

    complete.forEachEntry(
        (field, value) -> assertThat(customer.get(field)).as(field).isEqualTo(value));
  }

  @Test
  void ignoresFieldsThatTheContractDoesNotName() {
    HttpResponse<String> answer =
        api.create(
            owner,
            """
            {"name": "a", "email": "a@b.com", "id": "00000000-0000-0000-0000-000000000001",
             "business_id": "x", "is_deleted": true, "stripe_customer_id": "cus_1",
             "created_at": "1999-01-01T00:00:00Z", "contacts": [1]}
            """);

    JsonNode customer = WireJson.mapper().readTree(answer.body());
    assertThat(customer.get("id").asString()).isNotEqualTo("00000000-0000-0000-0000-000000000001");
    assertThat(customer.get("business_id").asString()).isEqualTo(owner.businessId().toString());
    assertThat(customer.get("is_deleted").asBoolean()).isFalse();
    assertThat(customer.get("stripe_customer_id").isNull()).isTrue();
    assertThat(customer.get("created_at").asString()).doesNotStartWith("1999");
    assertThat(customer.get("contacts").isEmpty()).isTrue();
  }

  @Test
  void refusesThePaymentTermOfAnotherBusinessAndStoresNothing() {
    String foreign = tenants.paymentTerm(tenants.owner());
    HttpResponse<String> answer =
        api.create(
            owner,
            "{\"name\":\"a\",\"email\":\"a@b.com\",\"default_payment_term_id\":\"%s\"}"
                .formatted(foreign));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("default_payment_term_id is not a payment term of this business");
    assertThat(storedCustomers()).isZero();
  }

  @Test
  void letsSeveralCustomersShareAnAddress() {
    for (int i = 0; i < 3; i++) {
      assertThat(api.create(owner, "{\"name\":\"a\",\"email\":\"a@b.com\"}").statusCode())
          .isEqualTo(201);
    }
    assertThat(storedCustomers()).isEqualTo(3);
  }

  private int storedCustomers() {
    return database.fetchCount(CUSTOMERS, CUSTOMERS.BUSINESS_ID.eq(owner.businessId()));
  }

  private static JsonNode asJson(@Nullable Object value) {
    return WireJson.mapper().readTree(WireJson.mapper().writeValueAsString(value));
  }
}
