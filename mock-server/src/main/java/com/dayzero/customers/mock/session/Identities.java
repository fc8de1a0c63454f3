package com.dayzero.customers.mock.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.fasterxml.uuid.UUIDClock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.UUID;

/** Where ids and times come from: chance and the clock, or a seed, which always gives the same. */
public final class Identities {
  /** A second before the first time that a seed gives; every next one is a second later. */
  private static final Instant SEEDED_START = Instant.parse("2026-01-01T00:00:00Z");

  private final boolean seeded;
  private final NoArgGenerator ids;
  private final NoArgGenerator requestIds;
  private Instant time = SEEDED_START;

  private Identities(boolean seeded, Random random) {
    this.seeded = seeded;
    this.ids = Generators.timeBasedEpochRandomGenerator(random, new Clock());
    this.requestIds = Generators.randomBasedGenerator(new Random(random.nextLong()));
  }

  /** What a new thing is called and when it was made. */
  public record Identity(UUID id, OffsetDateTime time) {}

  /** New ids and times, never the same; nothing is guarded by an id of the mock. */
  static Identities fresh() {
    return new Identities(false, new Random());
  }

  /** The n-th id and time are always the same for the same seed. */
  static Identities seeded(String seed) {
    return new Identities(
        true, new Random(UUID.nameUUIDFromBytes(seed.getBytes(UTF_8)).getMostSignificantBits()));
  }

  /** The next id, a UUID of version 7, and the time in it, to the microsecond. */
  public synchronized Identity next() {
    time = seeded ? time.plusSeconds(1) : Instant.now().truncatedTo(ChronoUnit.MICROS);
    return new Identity(ids.generate(), time.atOffset(ZoneOffset.UTC));
  }

  /** The next request's id. */
  public UUID nextRequestId() {
    return requestIds.generate();
  }

  private final class Clock extends UUIDClock {
    @Override
    public long currentTimeMillis() {
      return time.toEpochMilli();
    }
  }
}
