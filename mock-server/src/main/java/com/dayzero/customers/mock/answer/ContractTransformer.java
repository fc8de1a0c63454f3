package com.dayzero.customers.mock.answer;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.HeaderParameters;
import com.dayzero.customers.contract.IdempotencyKeys;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.contract.RequestBody;
import com.dayzero.customers.contract.RequestValidator;
import com.dayzero.customers.mock.session.Reason;
import com.dayzero.customers.mock.session.Replays;
import com.dayzero.customers.mock.session.Replays.Outcome;
import com.dayzero.customers.mock.session.Session;
import com.dayzero.customers.mock.session.Sessions;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Answers a request as the contract says: access, then the body, then the stub's own success. For
 * stubs that name the transformer {@code contract}; a stub of somebody else's is left alone.
 */
public final class ContractTransformer implements ResponseDefinitionTransformerV2 {
  /** What a stub names to be answered so. */
  public static final String NAME = "contract";

  private final RequestValidator validator;
  private final IdempotencyKeys keys;
  private final HeaderParameters parameters;
  private final Replays replays = new Replays();
  private final OnDemand onDemand;
  private final LoadingCache<ResponseDefinition, ContractStub> stubs;

  /** Answers by this contract. */
  public ContractTransformer(Contract contract, Sessions sessions, int delayMillis) {
    this.validator = new RequestValidator(contract);
    this.keys = new IdempotencyKeys(contract);
    this.parameters = new HeaderParameters(contract, keys);
    this.onDemand = new OnDemand(contract, sessions, delayMillis);
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
    return onDemand.answer(event, stub.operation(), session -> checked(event, stub, session));
  }

  private ResponseDefinition checked(ServeEvent event, ContractStub stub, Session session) {
    try {
      return accepted(event.getRequest(), stub, session);
    } catch (Rejection rejection) {
      return refused(event, rejection);
    } catch (Refusal refusal) {
      return refused(event, Rejection.of(refusal));
    }
  }

  private ResponseDefinition accepted(Request request, ContractStub stub, Session session) {
    Operation operation = stub.operation();
    UUID business =
        stub.access()
            .check(operation, values(request, "Authorization"), values(request, "x-business-id"));
    byte[] body = request.getBody();
    RequestBody.check(
        operation, request.getHeader("Content-Type"), request.getHeader("Content-Encoding"), body);
    HeaderParameters.Values headers = parameters.read(operation, name -> values(request, name));
    JsonNode accepted = validator.validate(operation, headers.violations(), body);
    Supplier<ResponseDefinition> create =
        () -> stub.success(business, accepted, session.identities(request));
    return headers
        .idempotencyKey()
        .map(key -> new Replays.Key(session.number(), business, operation.id(), key))
        .map(key -> once(key, body, create))
        .orElseGet(create);
  }

  private ResponseDefinition once(
      Replays.Key key, byte[] body, Supplier<ResponseDefinition> create) {
    Outcome outcome = replays.answer(key, body, create);
    if (!outcome.sameBody()) {
      throw keys.reused(key.key());
    }
    return outcome.replayed()
        ? ResponseDefinitionBuilder.like(outcome.answer())
            .but()
            .withHeader(IdempotencyKeys.REPLAYED_HEADER, "true")
            .build()
        : outcome.answer();
  }

  private static ResponseDefinition refused(ServeEvent event, Rejection rejection) {
    Reason.add(event, rejection.reason());
    Refusal refusal = rejection.refusal();
    return OnDemand.json(refusal.status(), refusal.body().toBytes(), refusal.headers()).build();
  }

  private static List<String> values(Request request, String header) {
    HttpHeader all = request.header(header);
    return all.isPresent() ? all.values() : List.of();
  }
}
