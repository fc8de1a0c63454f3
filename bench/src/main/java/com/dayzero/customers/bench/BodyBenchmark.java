package com.dayzero.customers.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dayzero.customers.api.model.CustomerCreateRequest;
import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.contract.RequestValidator;
import com.dayzero.customers.contract.WireJson;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;

/** What is done with a body, without a database. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class BodyBenchmark {
  private static final byte[] VALID =
      """
      {"name": "Acme Corp", "email": "billing@acme.com", "address": "1 Main Street, Springfield",
       "phone": "+1 555 0100", "credit_limit_cents": 500000, "status": "active"}\
      """
          .getBytes(UTF_8);
  private static final byte[] INVALID =
      """
      {"name": "", "email": "billing@", "credit_limit_cents": -1, "status": "gone"}\
      """
          .getBytes(UTF_8);

  private final Contract contract = Contract.load();
  private final Operation create = contract.operations().getFirst();
  private final RequestValidator validator = new RequestValidator(contract);
  private final JsonNode accepted = validator.validate(create, List.of(), VALID);
  private final CustomerCreateRequest bound =
      WireJson.mapper().treeToValue(accepted, CustomerCreateRequest.class);

  /** Parsing a body and finding nothing wrong with it. */
  @Benchmark
  public JsonNode parseAndAccept() {
    return validator.validate(create, List.of(), VALID);
  }

  /** Parsing a body, finding four violations, and writing the answer. */
  @Benchmark
  public byte[] parseAndRefuse() {
    try {
      validator.validate(create, List.of(), INVALID);
      throw new IllegalStateException("accepted");
    } catch (Refusal refusal) {
      return refusal.body().toBytes();
    }
  }

  /** Binding an accepted body to the generated model. */
  @Benchmark
  public CustomerCreateRequest bind() {
    return WireJson.mapper().treeToValue(accepted, CustomerCreateRequest.class);
  }

  /** Writing a model of that size. */
  @Benchmark
  public byte[] write() {
    return WireJson.mapper().writeValueAsBytes(bound);
  }
}
