package com.dayzero.customers.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.WireJson;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The stubs that come with the mock, held against the contract: what is wrong is named. */
class StubsFitTheContractTest {
  private static final String IRI = "urn:mock-server:contract.json";
  private static final Contract CONTRACT = Contract.load();

  /** A stub's file and what it holds. */
  record StubFile(Path file, JsonNode json) {
    JsonNode parameters() {
      return json.at("/response/transformerParameters");
    }

    Operation operation() {
      return CONTRACT.operation(parameters().path("operation").asString(""));
    }

    @Override
    public String toString() {
      return file.getFileName().toString();
    }
  }

  static List<StubFile> stubs() {
    try (Stream<Path> files = Files.walk(Path.of("mappings"))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .map(file -> new StubFile(file, read(file)))
          .filter(
              stub -> stub.json().at("/response/transformers").toString().contains("\"contract\""))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyOperationHasAStub() {
    assertThat(stubs())
        .extracting(stub -> stub.operation().id())
        .containsExactlyInAnyOrderElementsOf(
            CONTRACT.operations().stream().map(Operation::id).toList());
  }

  @ParameterizedTest
  @MethodSource("stubs")
  void aStubAnswersItsOperationsMethodAndPath(StubFile stub) {
    assertThat(stub.json().at("/request/method").asString()).isEqualTo(stub.operation().method());
    assertThat(stub.json().at("/request/urlPath").asString()).isEqualTo(stub.operation().path());
    assertThat(responseOf(stub).isMissingNode())
        .as("status %s of %s", stub.json().at("/response/status"), stub.operation().id())
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("stubs")
  void aStubShowsEveryFieldOfTheResponseAndNoOther(StubFile stub) {
    assertThat(stub.json().at("/response/jsonBody").propertyNames())
        .as("jsonBody of " + stub.file())
        .containsExactlyElementsOf(
            CONTRACT.schema(responseSchema(stub)).get("properties").propertyNames());
  }

  @ParameterizedTest
  @MethodSource("stubs")
  void aStubShowsEveryFieldOfTheRequestThatTheResponseHas(StubFile stub) {
    List<String> both = new ArrayList<>(fieldsOf(stub.operation().requestSchema()));
    both.retainAll(fieldsOf(responseSchema(stub)));
    JsonNode body = stub.json().at("/response/jsonBody");
    for (String field : both) {
      assertThat(body.path(field).asString("")).as(field).isEqualTo("{{body." + field + "}}");
    }
  }

  @ParameterizedTest
  @MethodSource("stubs")
  void aStubNamesOnlyRefusalsAndFieldsOfTheContract(StubFile stub) {
    Set<String> refusals = stub.operation().refusals().keySet();
    stub.parameters().path("tokens").forEach(name -> assertThat(name.asString()).isIn(refusals));
    stub.parameters()
        .path("businesses")
        .forEach(name -> assertThat(name.asString()).isIn(refusals));
    stub.parameters()
        .path("values")
        .forEachEntry((field, values) -> {
          assertThat(field).isIn(fieldsOf(stub.operation().requestSchema()));
          assertThat(values.get("otherwise").asString()).isIn(refusals);
        });
  }

  /** With every request that the contract shows. */
  @ParameterizedTest
  @MethodSource("stubs")
  void whatAStubAnswersIsWhatTheContractPromises(StubFile stub) {
    Schema schema =
        SchemaRegistry.withDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemas(Map.of(IRI, CONTRACT.document().toString())))
            .getSchema(SchemaLocation.of(IRI + "#/components/schemas/" + responseSchema(stub)));
    JsonNode requests = operationOf(stub).at("/requestBody/content/application~1json/examples");
    assertThat(requests).isNotEmpty();
    try (MockApi mock = MockApi.start()) {
      requests.forEachEntry((name, example) -> {
        HttpResponse<String> answer = mock.create(example.get("value").toString());
        assertThat(answer.statusCode())
            .as(name + ": " + answer.body())
            .isEqualTo(stub.json().at("/response/status").asInt());
        JsonNode body = MockApi.json(answer);
        assertThat(schema.validate(body)).as(stub.file() + ", request " + name).isEmpty();
        required(stub)
            .forEach(
                header -> assertThat(answer.headers().firstValue(header)).as(header).isPresent());
      });
    }
  }

  private static List<String> required(StubFile stub) {
    return responseOf(stub)
        .path("headers")
        .propertyStream()
        .filter(header -> CONTRACT.resolved(header.getValue()).path("required").asBoolean(false))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> fieldsOf(String schema) {
    return List.copyOf(CONTRACT.schema(schema).get("properties").propertyNames());
  }

  private static JsonNode operationOf(StubFile stub) {
    return CONTRACT
        .document()
        .get("paths")
        .get(stub.operation().path())
        .get(stub.operation().method().toLowerCase(Locale.ROOT));
  }

  private static JsonNode responseOf(StubFile stub) {
    return operationOf(stub).at("/responses/" + stub.json().at("/response/status").asString());
  }

  private static String responseSchema(StubFile stub) {
    String reference = responseOf(stub).at("/content/application~1json/schema/$ref").asString("");
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static JsonNode read(Path file) {
    try {
      return WireJson.mapper().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
