package com.dayzero.customers.contracttests.compatibility;

import static com.dayzero.customers.contracttests.compatibility.Edit.remove;
import static com.dayzero.customers.contracttests.compatibility.Edit.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Breaks the released contract in every way that we know of, and extends it. */
class ContractDiffTest {
  private static final String POST = "/paths/~1api~1v1~1customers/post";
  private static final String ANSWERS = POST + "/responses";
  private static final String HEADERS = ANSWERS + "/201/headers";
  private static final String PARAMETERS = "/components/parameters";
  private static final String REQUEST = "/components/schemas/CustomerCreateRequest";
  private static final String FIELDS = REQUEST + "/properties";
  private static final String ANSWER = "/components/schemas/CustomerResponse";
  private static final String ANSWERED = ANSWER + "/properties";

  private static final String OPERATION = "POST /api/v1/customers";
  private static final String BODY = OPERATION + ", request body, application/json";
  private static final String CREATED = OPERATION + ", answer 201, application/json";

  private final JsonNode released =
      new YAMLMapper().readTree(Path.of("../openapi/released/customers.yaml"));

  /** An edit in words, and what clients are told. */
  record Case(String name, Edit edit, List<String> changes) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case when(String name, Edit edit, String... changes) {
    return new Case(name, edit, List.of(changes));
  }

  @ParameterizedTest
  @MethodSource({"breakingRequests", "breakingAnswers", "breakingOperations", "unclear"})
  void breaksClients(Case it) {
    assertThat(changes(it))
        .isEqualTo(it.changes.stream().map(words -> Change.Kind.BREAKING + " " + words).toList());
  }

  @ParameterizedTest
  @MethodSource({"additiveRequests", "additiveAnswers", "additiveOperations"})
  void addsWithoutBreaking(Case it) {
    assertThat(changes(it))
        .isEqualTo(it.changes.stream().map(words -> Change.Kind.ADDITIVE + " " + words).toList());
  }

  @ParameterizedTest
  @MethodSource
  void meansNothingToClients(Case it) {
    assertThat(changes(it)).isEmpty();
  }

  private List<String> changes(Case it) {
    return ContractDiff.compare(released, it.edit.of(released)).stream()
        .map(change -> change.kind() + " " + change)
        .toList();
  }

  static Stream<Case> breakingRequests() {
    return Stream.of(
        when(
            "a required field is added",
            set(FIELDS + "/vat", "{type: string}").and(set(REQUEST + "/required/-", "vat")),
            BODY + ", vat: is new and required"),
        when(
            "an optional field is required",
            set(REQUEST + "/required/-", "phone"),
            BODY + ", phone: was optional and is required now"),
        when(
            "a field that is not described is required",
            set(REQUEST + "/required/-", "vat"),
            BODY + ", vat: was optional and is required now"),
        when(
            "a field is removed",
            remove(FIELDS + "/notes"),
            BODY + ", notes: is gone: what clients send there is ignored"),
        when(
            "a value of an enum is removed",
            remove("/components/schemas/CounterpartyStatus/enum/2"),
            BODY
                + ", status: value was \"active\" or \"inactive\" or \"blocked\""
                + " and is \"active\" or \"inactive\" now"),
        when(
            "maxLength is lowered",
            set(FIELDS + "/name/maxLength", "200"),
            BODY + ", name: maxLength was 255 and is 200 now"),
        when(
            "maxLength is lowered where null is allowed too",
            set(FIELDS + "/phone/anyOf/0/maxLength", "20"),
            BODY + ", phone: maxLength was 50 and is 20 now"),
        when(
            "minLength is raised",
            set(FIELDS + "/name/minLength", "2"),
            BODY + ", name: minLength was 1 and is 2 now"),
        when(
            "minLength is added",
            set(FIELDS + "/email/minLength", "3"),
            BODY + ", email: minLength was not there and is 3 now"),
        when(
            "maximum is lowered",
            set(FIELDS + "/credit_limit_cents/anyOf/0/maximum", "9223372036854775806"),
            BODY
                + ", credit_limit_cents: maximum was 9223372036854775807"
                + " and is 9223372036854775806 now"),
        when(
            "minimum is raised",
            set(FIELDS + "/credit_limit_cents/anyOf/0/minimum", "1"),
            BODY + ", credit_limit_cents: minimum was 0 and is 1 now"),
        when(
            "a pattern is changed",
            set(FIELDS + "/email/pattern", "'^.+@.+$'"),
            BODY + ", email: pattern was ^[^\\u0000\\uD800-\\uDFFF]*$ and is ^.+@.+$ now"),
        when(
            "a format is added",
            set(FIELDS + "/website/anyOf/0/format", "uri"),
            BODY + ", website: format was anything and is uri now"),
        when(
            "a type is changed",
            set(FIELDS + "/credit_limit_cents/anyOf/0", "{type: string}"),
            BODY + ", credit_limit_cents: type was integer or null and is string or null now"),
        when(
            "a field may no longer be null",
            set(
                FIELDS + "/tax_id",
                "{type: string, maxLength: 50, pattern: '^[^\\u0000\\uD800-\\uDFFF]*$'}"),
            BODY + ", tax_id: type was string or null and is string now"),
        when(
            "a default is changed",
            set(FIELDS + "/status/default", "inactive"),
            BODY + ", status: default was active and is inactive now"),
        when(
            "a field is restricted to a constant",
            set(FIELDS + "/name/const", "Acme"),
            BODY + ", name: value was anything and is \"Acme\" now"),
        when(
            "the body may have fewer bytes",
            set(POST + "/requestBody/x-max-bytes", "65536"),
            OPERATION + ", request body: x-max-bytes was 1048576 and is 65536 now"),
        when(
            "a media type is removed",
            remove(POST + "/requestBody/content/application~1json"),
            BODY + ": is gone: what clients send there is ignored"),
        when(
            "the body is removed",
            remove(POST + "/requestBody"),
            OPERATION + ", request body: is gone: what clients send there is ignored"),
        when(
            "a required header is added",
            set(
                POST + "/parameters/-",
                "{name: x-tenant, in: header, required: true, schema: {type: string}}"),
            OPERATION + ", header x-tenant: is new and required"),
        when(
            "a required header is added for every operation of the path",
            set(
                "/paths/~1api~1v1~1customers/parameters",
                "[{name: x-tenant, in: header, required: true, schema: {type: string}}]"),
            OPERATION + ", header x-tenant: is new and required"),
        when(
            "an optional header is required",
            set(PARAMETERS + "/IdempotencyKey/required", "true"),
            OPERATION + ", header Idempotency-Key: was optional and is required now"),
        when(
            "a header is removed",
            remove(POST + "/parameters/2"),
            OPERATION + ", header Idempotency-Key: is gone: what clients send there is ignored"),
        when(
            "a header's pattern is narrowed",
            set(PARAMETERS + "/RequestId/schema/pattern", "'^[a-z]{1,36}$'"),
            OPERATION
                + ", header X-Request-Id: pattern was ^[A-Za-z0-9._~-]{1,128}$ and is ^[a-z]{1,36}$"
                + " now"));
  }

  static Stream<Case> breakingAnswers() {
    return Stream.of(
        when("a status is removed", remove(ANSWERS + "/408"), OPERATION + ", answer 408: is gone"),
        when("a field is removed", remove(ANSWERED + "/phone"), CREATED + ", phone: is gone"),
        when("a required field is removed", remove(ANSWERED + "/id"), CREATED + ", id: is gone"),
        when(
            "a field of an item is removed",
            remove("/components/schemas/CustomerContactResponse/properties/role"),
            CREATED + ", contacts, each item, role: is gone"),
        when(
            "a type is changed",
            set(ANSWERED + "/is_deleted/type", "string"),
            CREATED + ", is_deleted: type was boolean and is string now"),
        when(
            "a field may be null",
            set(ANSWERED + "/email/type", "[string, 'null']"),
            CREATED + ", email: type was string and is string or null now"),
        when(
            "a field may have another type too",
            set(ANSWERED + "/credit_limit_cents/anyOf/-", "{type: string}"),
            CREATED
                + ", credit_limit_cents: type was integer or null"
                + " and is integer or null or string now"),
        when(
            "a field may have any type",
            remove(ANSWERED + "/name/type"),
            CREATED + ", name: type was string and is anything now"),
        when(
            "a field may be left out",
            remove(ANSWER + "/required/5"),
            CREATED + ", email: was required and is optional now"),
        when(
            "any field may be left out",
            remove(ANSWER + "/x-all-properties-present"),
            CREATED + ": promises no longer that no field is left out (x-all-properties-present)"),
        when(
            "a format is dropped",
            remove(ANSWERED + "/created_at/format"),
            CREATED + ", created_at: format was date-time and is anything now"),
        when(
            "a constant of an error is changed",
            set("/components/schemas/InternalError/properties/detail/const", "Oops"),
            OPERATION
                + ", answer 500, application/json, detail: value was \"Internal Server Error\""
                + " and is \"Oops\" now"),
        when(
            "a constant of an error is dropped",
            remove("/components/schemas/InternalError/properties/detail/const"),
            OPERATION
                + ", answer 500, application/json, detail: value was \"Internal Server Error\""
                + " and is anything now"),
        when(
            "a header is removed",
            remove(HEADERS + "/Location"),
            OPERATION + ", answer 201, header Location: is gone"),
        when(
            "a header may be left out",
            set(HEADERS + "/Location/required", "false"),
            OPERATION + ", answer 201, header Location: was required and is optional now"),
        when(
            "a header's limit is dropped",
            remove(ANSWERS + "/503/headers/Retry-After/schema/minimum"),
            OPERATION + ", answer 503, header Retry-After: minimum was 1 and is not there now"),
        when("a body is removed", remove(ANSWERS + "/201/content"), CREATED + ": is gone"),
        when(
            "a body is described no longer",
            remove(ANSWERS + "/401/content/application~1json/schema"),
            OPERATION + ", answer 401, application/json: type was object and is anything now",
            OPERATION + ", answer 401, application/json, detail: is gone"));
  }

  static Stream<Case> breakingOperations() {
    return Stream.of(
        when("an operation is removed", remove(POST), OPERATION + ": is gone"),
        when("a path is removed", remove("/paths/~1api~1v1~1customers"), OPERATION + ": is gone"),
        when(
            "another scope is asked for",
            set(POST + "/security", "[bearerAuth: ['customers:admin']]"),
            OPERATION
                + ": security was [{\"bearerAuth\":[\"customers:write\"]}]"
                + " and is [{\"bearerAuth\":[\"customers:admin\"]}] now"),
        when(
            "one more scope is asked for",
            set(POST + "/security/0/bearerAuth/-", "'customers:read'"),
            OPERATION
                + ": security was [{\"bearerAuth\":[\"customers:write\"]}]"
                + " and is [{\"bearerAuth\":[\"customers:write\",\"customers:read\"]}] now"),
        when(
            "another kind of token is asked for",
            set(POST + "/security", "[apiKey: []]"),
            OPERATION
                + ": security was [{\"bearerAuth\":[\"customers:write\"]}]"
                + " and is [{\"apiKey\":[]}] now"),
        when(
            "one more scope is asked for by the whole document",
            remove(POST + "/security")
                .and(set("/security", "[bearerAuth: ['customers:write', 'customers:read']]")),
            OPERATION
                + ": security was [{\"bearerAuth\":[\"customers:write\"]}]"
                + " and is [{\"bearerAuth\":[\"customers:write\",\"customers:read\"]}] now"),
        when(
            "tokens are sent in another way",
            set("/components/securitySchemes/bearerAuth/scheme", "basic"),
            "contract, security scheme bearerAuth: cannot tell what this means to clients:"
                + " scheme was bearer and is basic now"),
        when(
            "a server is removed",
            remove("/servers/0"),
            "contract, server https://api.ondayzero.com: is gone"));
  }

  static Stream<Case> unclear() {
    String unclear = "cannot tell what this means to clients: ";
    return Stream.of(
        when(
            "a keyword of a schema that we do not know",
            set(FIELDS + "/name/x-normalized", "true"),
            BODY + ", name: " + unclear + "x-normalized was not there and is true now"),
        when(
            "additionalProperties",
            set(REQUEST + "/additionalProperties", "false"),
            BODY + ": " + unclear + "additionalProperties was not there and is false now"),
        when(
            "a keyword of a parameter that we do not know",
            set(PARAMETERS + "/BusinessId/style", "simple"),
            OPERATION
                + ", header x-business-id: "
                + unclear
                + "style was not there and is simple now"),
        when(
            "the name of an operation, which generated clients have",
            set(POST + "/operationId", "create"),
            OPERATION
                + ": "
                + unclear
                + "operationId was create_customer_api_v1_customers_post and is create now"),
        when(
            "the version of OpenAPI",
            set("/openapi", "3.2.0"),
            "contract: " + unclear + "openapi was 3.1.0 and is 3.2.0 now"),
        when(
            "a limit next to a reference that disagrees with what it refers to",
            set(FIELDS + "/status/enum", "[active]"),
            BODY
                + ", status: "
                + unclear
                + "allOf was not there and is [{\"enum\":[\"active\"]}] now"));
  }

  static Stream<Case> additiveRequests() {
    return Stream.of(
        when(
            "an optional field is added",
            set(FIELDS + "/nickname", "{type: string}"),
            BODY + ", nickname: is new"),
        when(
            "a required field is optional",
            remove(REQUEST + "/required/1"),
            BODY + ", email: was required and is optional now"),
        when(
            "a value of an enum is added",
            set("/components/schemas/CounterpartyStatus/enum/-", "archived"),
            BODY
                + ", status: value was \"active\" or \"inactive\" or \"blocked\""
                + " and is \"active\" or \"inactive\" or \"blocked\" or \"archived\" now"),
        when(
            "maxLength is raised",
            set(FIELDS + "/name/maxLength", "300"),
            BODY + ", name: maxLength was 255 and is 300 now"),
        when(
            "maxLength is dropped",
            remove(FIELDS + "/notes/anyOf/0/maxLength"),
            BODY + ", notes: maxLength was 10000 and is not there now"),
        when(
            "minimum is lowered",
            set(FIELDS + "/credit_limit_cents/anyOf/0/minimum", "-1"),
            BODY + ", credit_limit_cents: minimum was 0 and is -1 now"),
        when(
            "a pattern is dropped",
            remove(FIELDS + "/email/pattern"),
            BODY + ", email: pattern was ^[^\\u0000\\uD800-\\uDFFF]*$ and is anything now"),
        when(
            "a field may be null",
            set(FIELDS + "/name/type", "[string, 'null']"),
            BODY + ", name: type was string and is string or null now"),
        when(
            "the body may have more bytes",
            set(POST + "/requestBody/x-max-bytes", "2097152"),
            OPERATION + ", request body: x-max-bytes was 1048576 and is 2097152 now"),
        when(
            "the body is optional",
            set(POST + "/requestBody/required", "false"),
            OPERATION + ", request body: was required and is optional now"),
        when(
            "a media type is added",
            set(POST + "/requestBody/content/application~1xml", "{schema: {type: object}}"),
            OPERATION + ", request body, application/xml: is new"),
        when(
            "an example is added",
            set(POST + "/requestBody/content/application~1json/examples/blocked", "{value: {}}"),
            BODY + ", example blocked: is new"),
        when(
            "an optional header is added",
            set(POST + "/parameters/-", "{name: Prefer, in: header, schema: {type: string}}"),
            OPERATION + ", header Prefer: is new"),
        when(
            "a required header is optional",
            set(PARAMETERS + "/BusinessId/required", "false"),
            OPERATION + ", header x-business-id: was required and is optional now"),
        when(
            "a field is deprecated",
            set(FIELDS + "/website/deprecated", "true"),
            BODY + ", website: deprecated was not there and is true now"));
  }

  static Stream<Case> additiveAnswers() {
    return Stream.of(
        when(
            "a field is added",
            set(ANSWERED + "/balance_cents", "{type: integer}"),
            CREATED + ", balance_cents: is new"),
        when(
            "a field that is always there is added",
            set(ANSWERED + "/balance_cents", "{type: integer}")
                .and(set(ANSWER + "/required/-", "balance_cents")),
            CREATED + ", balance_cents: is new and required"),
        when(
            "a field is always there",
            set(ANSWER + "/required/-", "status"),
            CREATED + ", status: was optional and is required now"),
        when(
            "a field is never null",
            set(ANSWERED + "/stripe_customer_id", "{type: string}"),
            CREATED + ", stripe_customer_id: type was string or null and is string now"),
        when(
            "a field's values are named",
            set(ANSWERED + "/status/enum", "[active, inactive, blocked]"),
            CREATED
                + ", status: value was anything"
                + " and is \"active\" or \"inactive\" or \"blocked\" now"),
        when(
            "any type becomes one",
            set("/components/schemas/ValidationError/properties/input/type", "string"),
            OPERATION
                + ", answer 422, application/json, detail, each item, input:"
                + " type was anything and is string now"),
        when(
            "a status is added",
            set(ANSWERS + "/429", "{description: Too Many Requests}"),
            OPERATION + ", answer 429: is new"),
        when(
            "a header is added",
            set(HEADERS + "/ETag", "{schema: {type: string}}"),
            OPERATION + ", answer 201, header ETag: is new"),
        when(
            "a header is always there",
            set(HEADERS + "/Idempotent-Replayed/required", "true"),
            OPERATION
                + ", answer 201, header Idempotent-Replayed: was optional and is required now"),
        when(
            "every field is always there",
            set("/components/schemas/CustomerContactResponse/x-all-properties-present", "true"),
            CREATED + ", contacts, each item: promises now that no field is left out"));
  }

  static Stream<Case> additiveOperations() {
    return Stream.of(
        when(
            "an operation is added",
            set("/paths/~1api~1v1~1customers/get", "{operationId: list, responses: {}}"),
            "GET /api/v1/customers: is new"),
        when(
            "a path is added",
            set("/paths/~1api~1v1~1vendors", "{post: {operationId: vendor, responses: {}}}"),
            "POST /api/v1/vendors: is new"),
        when(
            "another scope is enough too",
            set(POST + "/security/-", "{bearerAuth: [admin]}"),
            OPERATION
                + ": security was [{\"bearerAuth\":[\"customers:write\"]}] and is"
                + " [{\"bearerAuth\":[\"customers:write\"]},{\"bearerAuth\":[\"admin\"]}] now"),
        when(
            "no scope is asked for",
            set(POST + "/security/0/bearerAuth", "[]"),
            OPERATION
                + ": security was [{\"bearerAuth\":[\"customers:write\"]}]"
                + " and is [{\"bearerAuth\":[]}] now"),
        when(
            "no token is asked for",
            remove(POST + "/security"),
            OPERATION
                + ": security was [{\"bearerAuth\":[\"customers:write\"]}]"
                + " and is not there now"),
        when(
            "a server is added",
            set("/servers/-", "{url: 'https://eu.ondayzero.com'}"),
            "contract, server https://eu.ondayzero.com: is new"));
  }

  static Stream<Case> meansNothingToClients() {
    return Stream.of(
        when("other words", set(FIELDS + "/name/description", "The name.")),
        when("another summary", set(POST + "/summary", "Create one")),
        when("a default of an answer", set(ANSWERED + "/status/default", "active")),
        when(
            "a parameter of the path that the operation overrides",
            set(
                "/paths/~1api~1v1~1customers/parameters",
                "[{name: X-Request-Id, in: header, required: true, schema: {type: integer}}]")),
        when("another version", set("/info/version", "1.1.0")),
        when(
            "another text of an error",
            set(
                ANSWERS + "/401/content/application~1json/examples/not_authenticated/value/detail",
                "Who are you?")),
        when(
            "an example fewer",
            remove(ANSWERS + "/400/content/application~1json/examples/invalid_parameters")),
        when(
            "a component that nobody refers to",
            set("/components/schemas/Vendor", "{type: object}")),
        when("null in another notation", set(ANSWERED + "/notes", "{type: [string, 'null']}")),
        when("a type in another notation", set(ANSWERED + "/name/type", "[string]")),
        when(
            "enum instead of const",
            set(HEADERS + "/Idempotent-Replayed/schema", "{type: string, enum: ['true']}")),
        when(
            "the order of an enum",
            set("/components/schemas/CounterpartyStatus/enum", "[blocked, inactive, active]")),
        when(
            "the order of a union",
            set(ANSWERED + "/phone/anyOf", "[{type: 'null'}, {type: string}]")),
        when(
            "a reference resolved",
            set(
                FIELDS + "/status",
                "{type: string, enum: [active, inactive, blocked], default: active}")),
        when("required: false left out", remove(PARAMETERS + "/RequestId/required")));
  }

  @Test
  void anAnswersEnumMayNotGainAValue() {
    JsonNode before = set(ANSWERED + "/status/enum", "[active]").of(released);
    JsonNode after = set(ANSWERED + "/status/enum", "[active, blocked]").of(released);
    assertThat(ContractDiff.compare(before, after))
        .containsExactly(
            new Change(
                Change.Kind.BREAKING,
                CREATED + ", status",
                "value was \"active\" and is \"active\" or \"blocked\" now"));
    assertThat(ContractDiff.compare(after, before))
        .singleElement()
        .returns(Change.Kind.ADDITIVE, Change::kind);
  }

  @Test
  void alternativesOfOneTypeAreComparedInTheirOrder() {
    String union = "{anyOf: [{type: string, maxLength: %d}, {type: string, pattern: '^%s'}]}";
    JsonNode before = set(FIELDS + "/phone", union.formatted(5, "a")).of(released);
    JsonNode after = set(FIELDS + "/phone", union.formatted(4, "b")).of(released);
    assertThat(ContractDiff.compare(before, after))
        .containsExactly(
            new Change(Change.Kind.BREAKING, BODY + ", phone", "maxLength was 5 and is 4 now"),
            new Change(Change.Kind.BREAKING, BODY + ", phone", "pattern was ^a and is ^b now"));
  }

  @Test
  void aChangeBehindAKeywordThatWeDoNotKnowIsSeen() {
    Edit oneOf =
        set(FIELDS + "/phone", "{oneOf: [$ref: '#/components/schemas/CounterpartyStatus']}");
    Edit fewer = remove("/components/schemas/CounterpartyStatus/enum/1");
    assertThat(ContractDiff.compare(oneOf.of(released), oneOf.and(fewer).of(released)))
        .extracting(Change::kind, Change::place)
        .contains(tuple(Change.Kind.BREAKING, BODY + ", phone"));
  }

  @Test
  void aSchemaMayReferToItself() {
    String contact = "/components/schemas/CustomerContactResponse/properties";
    JsonNode before =
        set(contact + "/deputy", "{$ref: '#/components/schemas/CustomerContactResponse'}")
            .of(released);
    JsonNode after = remove(contact + "/role").of(before);
    assertThat(ContractDiff.compare(before, after))
        .extracting(Change::place)
        .containsExactly(CREATED + ", contacts, each item, role");
  }

  @Test
  void aReferenceThatLeadsNowhereIsRefused() {
    JsonNode broken = remove("/components/schemas/CounterpartyStatus").of(released);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContractDiff.compare(released, broken))
        .withMessage("The contract has no #/components/schemas/CounterpartyStatus");
  }
}
