package com.dayzero.customers.mock.answer;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.FieldError;
import com.dayzero.customers.contract.IdempotencyKeys;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.contract.RequestBody;
import com.dayzero.customers.contract.RequestValidator;
import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.mock.answer.ContractStub.KnownValues;
import com.dayzero.customers.mock.session.Identities;
import com.dayzero.customers.mock.session.Identities.Identity;
import com.dayzero.customers.mock.session.Reason;
import com.dayzero.customers.mock.session.Replays;
import com.dayzero.customers.mock.session.Replays.Outcome;
import com.dayzero.customers.mock.session.Sessions;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Answers a request as the contract says: access, then the body, then the stub's own success. For
 * stubs that name the transformer {@code contract}; a stub of somebody else's is left alone.
 */
public final class ContractTransformer implements ResponseDefinitionTransformerV2 {
  /** What a stub names to be answered so. */
  public static final String NAME = "contract";

  private final RequestValidator validator;
  private final IdempotencyKeys keys;
  private final Sessions sessions;
  private final Replays replays = new Replays();
  private final OnDemand onDemand;
  private final LoadingCache<ResponseDefinition, ContractStub> stubs;

  /** Answers by this contract. */
  public ContractTransformer(Contract contract, Sessions sessions, int delayMillis) {
    this.validator = new RequestValidator(contract);
    this.keys = new IdempotencyKeys(contract);
    this.sessions = sessions;
    this.onDemand = new OnDemand(sessions, delayMillis);
    this.stubs =
        Caffeine.newBuilder()
            .weakKeys()
            .executor(Runnable::run)
            .build(response -> ContractStub.read(contract, response));
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    ContractStub stub = stubs.get(event.getResponseDefinition());
    return onDemand.answer(event, stub.operation(), () -> checked(event, stub));
  }

  private ResponseDefinition checked(ServeEvent event, ContractStub stub) {
    try {
      return accepted(event.getRequest(), stub);
    } catch (Rejection rejection) {
      return refused(event, rejection);
    } catch (Refusal refusal) {
      return refused(event, Rejection.of(refusal));
    }
  }

  private ResponseDefinition accepted(Request request, ContractStub stub) {
    Operation operation = stub.operation();
    UUID business =
        stub.access()
            .check(operation, values(request, "Authorization"), values(request, "x-business-id"));
    byte[] body = read(request, operation);
    List<String> given =
        operation.takesIdempotencyKey() ? values(request, IdempotencyKeys.HEADER) : List.of();
    List<FieldError> ofHeaders = keys.violations(given);
    JsonNode accepted = validator.validate(operation, ofHeaders, body);
    return keys.key(given)
        .map(key -> once(key, request, business, body, stub, accepted))
        .orElseGet(() -> created(request, business, stub, accepted));
  }

  private ResponseDefinition once(
      String key,
      Request request,
      UUID business,
      byte[] body,
      ContractStub stub,
      JsonNode accepted) {
    Replays.Key scope =
        new Replays.Key(sessions.of(request).number(), business, stub.operation().id(), key);
    Outcome outcome = replays.answer(scope, body, () -> created(request, business, stub, accepted));
    if (!outcome.sameBody()) {
      throw keys.reused(key);
    }
    return outcome.replayed()
        ? ResponseDefinitionBuilder.like(outcome.answer())
            .but()
            .withHeader(IdempotencyKeys.REPLAYED_HEADER, "true")
            .build()
        : outcome.answer();
  }

  private ResponseDefinition created(
      Request request, UUID business, ContractStub stub, JsonNode accepted) {
    stub.values().forEach((field, values) -> checkKnown(stub.operation(), accepted, field, values));
    Identities identities = sessions.identities(request);
    Identity identity = identities.next();
    Map<String, JsonNode> values = new HashMap<>();
    values.put("new.id", StringNode.valueOf(identity.id().toString()));
    values.put("new.time", WireJson.mapper().valueToTree(identity.time()));
    values.put("business_id", StringNode.valueOf(business.toString()));
    accepted.forEachEntry((field, value) -> values.put("body." + field, value));
    ResponseDefinitionBuilder answer =
        ResponseDefinitionBuilder.responseDefinition().withStatus(stub.status());
    stub.headers()
        .forEach((name, text) -> answer.withHeader(name, BodyTemplate.render(text, values)));
    return answer.withBody(WireJson.write(stub.body().render(values))).build();
  }

  private static void checkKnown(
      Operation operation, JsonNode accepted, String field, KnownValues values) {
    JsonNode value = accepted.path(field);
    if (value.isString() && !values.known().contains(value.stringValue())) {
      throw operation.refusal(values.otherwise());
    }
  }

  private static byte[] read(Request request, Operation operation) {
    byte[] body = request.getBody();
    try {
      return RequestBody.read(
          operation,
          request.getHeader("Content-Type"),
          request.getHeader("Content-Encoding"),
          body.length,
          new ByteArrayInputStream(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ResponseDefinition refused(ServeEvent event, Rejection rejection) {
    Reason.add(event, rejection.reason());
    Refusal refusal = rejection.refusal();
    return OnDemand.json(refusal.status(), refusal.body().toBytes(), refusal.headers()).build();
  }

  private static List<String> values(Request request, String header) {
    return request.header(header).isPresent() ? request.header(header).values() : List.of();
  }
}
