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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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
   * @param creation creates what several requests ask for, in the transaction that their keys are
   *     stored in, and is as patient as it is told; gives for each, in the same order, the refusal
   *     where it is not created
   */
  public <W, T> Once<W, T> once(
      BiFunction<List<W>, LockPatience, List<Optional<Refusal>>> creation) {
    return new Once<>(creation);
  }

  /**
   * An operation that is carried out once for each key.
   *
   * @param <W> what is to be created
   * @param <T> what is told of it
   */
  public final class Once<W, T> {
    private final BiFunction<List<W>, LockPatience, List<Optional<Refusal>>> creation;
    private final GroupCommit<Request<W>, Outcome> group;

    private Once(BiFunction<List<W>, LockPatience, List<Optional<Refusal>>> creation) {
      this.creation = creation;
      this.group = groups.of(this::carryOutAll);
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
    public ResponseEntity<T> carryOut(W wish, String location, T body) {
      Answer answer = new Answer(location, new String(mapper.writeValueAsBytes(body), UTF_8));
      Request<W> request = new Request<>(wish, answer, KeyedRequest.of(current));
      Optional<ScopedKey> key = request.key();
      key.ifPresent(turns::await);
      try {
        return response(request, group.carryOut(request));
      } finally {
        key.ifPresent(turns::end);
      }
    }

    private List<Outcome> carryOutAll(List<Request<W>> requests, LockPatience patience) {
      Map<ScopedKey, StoredAnswer> before = answeredBefore(requests, patience);
      List<Request<W>> first =
          requests.stream().filter(request -> request.in(before).isEmpty()).toList();
      IdentityHashMap<Request<W>, Outcome> created = create(first, patience);
      return requests.stream()
          .map(request ->
              request
                  .in(before)
                  .<Outcome>map(Outcome.Replay::new)
                  .orElseGet(() -> created.get(request)))
          .toList();
    }

    private Map<ScopedKey, StoredAnswer> answeredBefore(
        List<Request<W>> requests, LockPatience patience) {
      List<AnsweredRequest> keyed =
          requests.stream().map(Request::answered).flatMap(Optional::stream).toList();
      Set<ScopedKey> taken = answers.take(keyed, patience);
      return answers.find(
          keyed.stream().filter(answered -> !taken.contains(answered.request().key())).toList());
    }

    private IdentityHashMap<Request<W>, Outcome> create(
        List<Request<W>> requests, LockPatience patience) {
      IdentityHashMap<Request<W>, Outcome> outcomes = new IdentityHashMap<>();
      if (requests.isEmpty()) {
        return outcomes;
      }
      List<Optional<Refusal>> refusals =
          creation.apply(requests.stream().map(Request::wish).toList(), patience);
      List<ScopedKey> refused = new ArrayList<>();
      for (int i = 0; i < requests.size(); i++) {
        Request<W> request = requests.get(i);
        Optional<Refusal> refusal = refusals.get(i);
        outcomes.put(
            request, refusal.<Outcome>map(Outcome.Refused::new).orElseGet(Outcome.Created::new));
        refusal.flatMap(_ -> request.key()).ifPresent(refused::add);
      }
      answers.forget(refused);
      return outcomes;
    }

    private ResponseEntity<T> response(Request<W> request, Outcome outcome) {
      return switch (outcome) {
        case Outcome.Created _ -> response(request.answer(), false);
        case Outcome.Replay(StoredAnswer first) -> replay(request.key().orElseThrow(), first);
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
     * The type is what the generated interface asks for; nobody looks at it where a body is bytes.
     */
    @SuppressWarnings("unchecked")
    private ResponseEntity<T> response(Answer answer, boolean replayed) {
      ResponseEntity.BodyBuilder response =
          ResponseEntity.status(HttpStatus.CREATED)
              .header(HttpHeaders.LOCATION, answer.location())
              .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
      if (replayed) {
        response.header(IdempotencyKeys.REPLAYED_HEADER, "true");
      }
      return (ResponseEntity<T>) (ResponseEntity<?>) response.body(answer.body().getBytes(UTF_8));
    }
  }

  private record Request<W>(W wish, Answer answer, Optional<KeyedRequest> keyed) {
    Optional<ScopedKey> key() {
      return keyed.map(KeyedRequest::key);
    }

    Optional<AnsweredRequest> answered() {
      return keyed.map(request -> new AnsweredRequest(request, answer));
    }

    /** What was answered to its key. */
    Optional<StoredAnswer> in(Map<ScopedKey, StoredAnswer> answers) {
      return key().map(answers::get);
    }
  }

  private sealed interface Outcome {
    record Created() implements Outcome {}

    record Replay(StoredAnswer first) implements Outcome {}

    record Refused(Refusal refusal) implements Outcome {}
  }
}
