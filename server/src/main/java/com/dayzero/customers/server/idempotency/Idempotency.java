package com.dayzero.customers.server.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dayzero.customers.contract.IdempotencyKeys;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.server.database.GroupCommit;
import com.dayzero.customers.server.database.GroupCommits;
import com.dayzero.customers.server.database.LockPatience;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.BiFunction;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
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
  private final GroupCommits groups;
  private final IdempotencyKeys keys;
  private final JsonMapper mapper;
  private final MeterProvider<Counter> replays;

  /** The request is Spring's proxy of the one that the calling thread works on. */
  Idempotency(
      HttpServletRequest current,
      IdempotencyRepository answers,
      Turns turns,
      GroupCommits groups,
      IdempotencyKeys keys,
      JsonMapper mapper,
      MeterRegistry meters) {
    this.current = current;
    this.answers = answers;
    this.turns = turns;
    this.groups = groups;
    this.keys = keys;
    this.mapper = mapper;
    this.replays =
        Counter.builder("customers.idempotency.replays")
            .description("Requests that were answered as before, to the same Idempotency-Key")
            .withRegistry(meters);
  }

  /**
   * An operation that is carried out once for each key.
   *
   * @param create creates what several requests ask for, in the transaction that their keys are
   *     stored in, and is as patient as it is told; gives for each, in the same order, the refusal
   *     where it is not created
   */
  public <W, T> Once<W, T> once(BiFunction<List<W>, LockPatience, List<Optional<Refusal>>> create) {
    return new Once<>(create);
  }

  /**
   * An operation that is carried out once for each key.
   *
   * @param <W> what is to be created
   * @param <T> what is told of it
   */
  public final class Once<W, T> {
    private final BiFunction<List<W>, LockPatience, List<Optional<Refusal>>> create;
    private final GroupCommit<Request<W>, Outcome> group;

    private Once(BiFunction<List<W>, LockPatience, List<Optional<Refusal>>> create) {
      this.create = create;
      this.group = groups.of(this::carryOut);
    }

    /**
     * Creates what the current request asks for, unless it was created before with the same key.
     * Key and creation are committed together or not at all.
     *
     * @param location the path of what is to be created
     * @param body what the answer tells of it
     * @return this answer, or the one that was given before
     * @throws Refusal if the key came before with another body, or if it is not created; then it is
     *     not remembered, and may be asked for again
     */
    public ResponseEntity<T> carryOut(W wish, URI location, T body) {
      Answer answer =
          new Answer(location.toString(), new String(mapper.writeValueAsBytes(body), UTF_8));
      Request<W> request = new Request<>(wish, answer, KeyedRequest.of(current));
      Optional<Lock> turn = request.keyed().map(KeyedRequest::key).map(turns::await);
      try {
        return response(request, group.carryOut(request));
      } finally {
        turn.ifPresent(Lock::unlock);
      }
    }

    private List<Outcome> carryOut(List<Request<W>> requests, LockPatience patience) {
      Map<KeyedRequest, Answer> keyed = new LinkedHashMap<>();
      requests.forEach(
          request -> request.keyed().ifPresent(key -> keyed.put(key, request.answer())));
      Set<ScopedKey> taken = answers.take(keyed, patience);
      Iterator<Outcome> created =
          create(requests.stream().filter(request -> request.isNew(taken)).toList(), patience);
      List<Outcome> outcomes = new ArrayList<>(requests.size());
      for (Request<W> request : requests) {
        outcomes.add(
            request.isNew(taken)
                ? created.next()
                : new Outcome.Before(answers.find(request.keyed().orElseThrow())));
      }
      return outcomes;
    }

    private Iterator<Outcome> create(List<Request<W>> requests, LockPatience patience) {
      if (requests.isEmpty()) {
        return Collections.emptyIterator();
      }
      Iterator<Request<W>> each = requests.iterator();
      return create.apply(requests.stream().map(Request::wish).toList(), patience).stream()
          .map(refusal -> outcome(each.next(), refusal))
          .iterator();
    }

    private Outcome outcome(Request<W> request, Optional<Refusal> refusal) {
      if (refusal.isEmpty()) {
        return new Outcome.Created();
      }
      request.keyed().map(KeyedRequest::key).ifPresent(answers::forget);
      return new Outcome.Refused(refusal.get());
    }

    private ResponseEntity<T> response(Request<W> request, Outcome outcome) {
      return switch (outcome) {
        case Outcome.Created _ -> response(request.answer(), false);
        case Outcome.Before(StoredAnswer first) ->
            replay(request.keyed().orElseThrow().key(), first);
        case Outcome.Refused(Refusal refusal) -> throw refusal;
      };
    }

    private ResponseEntity<T> replay(ScopedKey key, StoredAnswer first) {
      if (!first.sameBody()) {
        throw keys.reused(key.key());
      }
      replays.withTag("operation", key.operationId()).increment();
      return response(first.answer(), true);
    }

    /**
     * The bytes themselves are the body, so that a replay is the same even when a later version of
     * the server writes the model in another way; and one write sends an answer of known length.
     * The type is what the generated interface asks for; nobody but Spring's writer of bytes looks
     * at it.
     */
    @SuppressWarnings("unchecked")
    private ResponseEntity<T> response(Answer answer, boolean replayed) {
      byte[] body = answer.body().getBytes(UTF_8);
      ResponseEntity.BodyBuilder response =
          ResponseEntity.created(URI.create(answer.location()))
              .contentType(MediaType.APPLICATION_JSON)
              .contentLength(body.length);
      if (replayed) {
        response.header(IdempotencyKeys.REPLAYED_HEADER, "true");
      }
      return (ResponseEntity<T>) (ResponseEntity<?>) response.body(body);
    }
  }

  private record Request<W>(W wish, Answer answer, Optional<KeyedRequest> keyed) {
    boolean isNew(Set<ScopedKey> taken) {
      return keyed.map(KeyedRequest::key).map(taken::contains).orElse(true);
    }
  }

  private sealed interface Outcome {
    record Created() implements Outcome {}

    record Before(StoredAnswer first) implements Outcome {}

    record Refused(Refusal refusal) implements Outcome {}
  }
}
