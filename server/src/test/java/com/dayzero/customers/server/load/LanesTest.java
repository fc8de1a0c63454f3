package com.dayzero.customers.server.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LanesTest {
  private final Lanes lanes =
      new Lanes(
          new LoadSettings(1, 10, Duration.ofSeconds(10), Duration.ofSeconds(1)),
          new SimpleMeterRegistry());
  private final CountDownLatch first = new CountDownLatch(1);
  private final List<String> order = new CopyOnWriteArrayList<>();

  @Test
  void theNextRequestOfAConnectionWaitsBehindThoseThatCameBefore() {
    askAgain("next", lanes::begin);
    twoMore();

    await().untilAsserted(() -> assertThat(order).containsExactly("one", "two", "next"));
  }

  @Test
  void aRequestThatGoesOnIsBeforeThoseThatHaveNotBegun() {
    askAgain("went on", lanes::comeBack);
    twoMore();

    await().untilAsserted(() -> assertThat(order).containsExactly("one", "went on", "two"));
  }

  @Test
  void aRequestThatGoesOnHasItsTurnWhileTheServerStops() {
    CountDownLatch all = new CountDownLatch(1);
    askAgain("went on", lanes::comeBack);
    lanes.run(() -> {
      waitFor(all);
      note("one", lanes.begin());
    });
    lanes.stop();
    lanes.run(() -> order.add(Lanes.isOneTooMany() ? "refused" : "begun"));
    await().until(() -> order.contains("refused"));
    first.countDown();
    await().until(() -> lanes.waiting() == 1);
    all.countDown();

    await().untilAsserted(() -> assertThat(order).containsExactly("refused", "one", "went on"));
  }

  @Test
  void whoIsAnsweredEndsWhereTheNextRequestWouldBeRefused() {
    List<Boolean> ends = new CopyOnWriteArrayList<>();
    lanes.run(() -> {
      lanes.leave();
      lanes.answered();
      ends.add(Lanes.endsHere());
      waitFor(first);
      ends.add(Lanes.endsHere());
      lanes.answered();
      ends.add(Lanes.endsHere());
      ends.add(Lanes.endsHere());
    });
    await().until(() -> lanes.atWork() == 0);
    CountDownLatch all = new CountDownLatch(1);
    for (int i = 0; i < 1 + 10; i++) {
      lanes.run(() -> waitFor(all));
    }
    first.countDown();

    // With room; not answered again; answered, and no room; that was told already.
    await().untilAsserted(() -> assertThat(ends).containsExactly(false, false, true, false));
    all.countDown();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere threads have no niceness of their own")
  void refusingLeavesTheProcessorsToTheWork() {
    List<Integer> niceness = new CopyOnWriteArrayList<>();
    lanes.run(() -> {
      niceness.add(niceness());
      waitFor(first);
    });
    await().until(() -> niceness.size() == 1);
    lanes.stop();
    lanes.run(() -> niceness.add(niceness()));

    await().untilAsserted(() -> assertThat(niceness).hasSize(2));
    assertThat(niceness.getFirst()).isBetween(0, 5);
    assertThat(niceness.getLast()).isEqualTo(5 + 7);
    first.countDown();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere threads have no niceness of their own")
  void workLeavesTheProcessorsToTheCompilerOnceTheServerHasStarted() {
    lanes.start();

    await()
        .untilAsserted(() -> {
          CompletableFuture<Integer> niceness = new CompletableFuture<>();
          lanes.run(() -> niceness.complete(niceness()));
          assertThat(niceness.get()).isEqualTo(5);
        });
  }

  /** Of the calling thread, as proc(5) tells it. */
  private static int niceness() {
    try {
      String stat = Files.readString(Path.of("/proc/thread-self/stat"));
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')')).split(" ", -1)[17]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection that gave up its place, and wants it again when told so. */
  private void askAgain(String name, BooleanSupplier again) {
    lanes.run(() -> {
      lanes.leave();
      waitFor(first);
      note(name, again.getAsBoolean());
    });
    await().until(() -> lanes.atWork() == 0);
  }

  /** One that is worked on, and one that waits, before the first connection asks again. */
  private void twoMore() {
    CountDownLatch all = new CountDownLatch(1);
    lanes.run(() -> {
      waitFor(all);
      note("one", lanes.begin());
    });
    lanes.run(() -> note("two", lanes.begin()));
    first.countDown();
    await().until(() -> lanes.waiting() == 2);
    all.countDown();
  }

  private void note(String who, boolean hasPlace) {
    order.add(hasPlace ? who : who + " refused");
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
