package com.dayzero.customers.server.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dayzero.customers.contract.IdempotencyKeys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries out a request once, however often it is sent with the same {@code Idempotency-Key}
 * (draft-ietf-httpapi-idempotency-key-header).
 */
@Service
public class Idempotency {
  private final HttpServletRequest current;
  private final IdempotencyRepository answers;
  private final Turns turns;
  private final TransactionTemplate transaction;
  private final IdempotencyKeys keys;
  private final JsonMapper mapper;
  private final MeterProvider<Counter> replays;

  /** The request is Spring's proxy of the one that the calling thread works on. */
  Idempotency(
      HttpServletRequest current,
      IdempotencyRepository answers,
      Turns turns,
      TransactionTemplate transaction,
      IdempotencyKeys keys,
      JsonMapper mapper,
      MeterRegistry meters) {
    this.current = current;
    this.answers = answers;
    this.turns = turns;
    this.transaction = transaction;
    this.keys = keys;
    this.mapper = mapper;
    this.replays =
        Counter.builder("customers.idempotency.replays")
            .description("Requests that were answered as before, to the same Idempotency-Key")
            .withRegistry(meters);
  }

  /**
   * Answers as the operation does, or as it did before to the same key. Key and operation are
   * committed together or not at all.
   *
   * @param operation works in the transaction of its key, and sees to its own where it has no key;
   *     throws what it refuses, which is not remembered
   * @throws com.dayzero.customers.contract.Refusal if the key came before with another body, or
   *     what the operation throws
   */
  public <T> ResponseEntity<T> once(UUID businessId, Supplier<Created<T>> operation) {
    Optional<KeyedRequest> keyed = KeyedRequest.of(current);
    if (keyed.isEmpty()) {
      Created<T> created = operation.get();
      return answer(created.location(), mapper.writeValueAsBytes(created.body()), false);
    }
    Lock turn = turns.await(businessId, keyed.get());
    try {
      return transaction.execute(_ -> once(businessId, keyed.get(), operation));
    } finally {
      turn.unlock();
    }
  }

  private <T> ResponseEntity<T> once(
      UUID businessId, KeyedRequest request, Supplier<Created<T>> operation) {
    if (!answers.take(businessId, request)) {
      StoredAnswer first = answers.find(businessId, request);
      if (!first.sameBody()) {
        throw keys.reused(request.key());
      }
      replays.withTag("operation", request.operationId()).increment();
      return answer(URI.create(first.location()), first.body().getBytes(UTF_8), true);
    }
    Created<T> created = operation.get();
    byte[] body = mapper.writeValueAsBytes(created.body());
    answers.remember(businessId, request, created.location().toString(), new String(body, UTF_8));
    return answer(created.location(), body, false);
  }

  /**
   * The bytes themselves are the body, so that a replay is the same even when a later version of
   * the server writes the model in another way; and one write sends an answer of known length. The
   * type is what the generated interface asks for; nobody but Spring's writer of bytes looks at it.
   */
  @SuppressWarnings("unchecked")
  private static <T> ResponseEntity<T> answer(URI location, byte[] body, boolean replayed) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.created(location)
            .contentType(MediaType.APPLICATION_JSON)
            .contentLength(body.length);
    if (replayed) {
      answer.header(IdempotencyKeys.REPLAYED_HEADER, "true");
    }
    return (ResponseEntity<T>) (ResponseEntity<?>) answer.body(body);
  }
}
