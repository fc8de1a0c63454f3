package com.dayzero.customers.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.ErrorBody;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class RateLimitTest {
  private static final Operation CREATE = Contract.load().operations().getFirst();
  private static final UUID TOKEN = UUID.randomUUID();

  private long now;

  @Test
  void tellsHowManyRequestsAreLeft() {
    RateLimit limit = limit("600", 60, null);

    assertThat(count(limit, TOKEN).getHeader("RateLimit-Policy")).isEqualTo("\"token\";q=600;w=60");
    assertThat(count(limit, TOKEN).getHeader("RateLimit")).isEqualTo("\"token\";r=598;t=1");
  }

  @Test
  void refusesOneTooManyAndSaysWhenToComeBack() {
    RateLimit limit = limit("2", 60, null);
    count(limit, TOKEN);
    count(limit, TOKEN);
    now += Duration.ofSeconds(10).plusNanos(1).toNanos();

    Refusal refusal = refusal(limit, TOKEN);
    assertThat(refusal.status()).isEqualTo(429);
    assertThat(refusal.headers())
        .isEqualTo(
            Map.of(
                "Retry-After", "20",
                "RateLimit", "\"token\";r=0;t=20",
                "RateLimit-Policy", "\"token\";q=2;w=60"));
    assertThat(refusal.body())
        .isEqualTo(
            new ErrorBody.Sentence(
                "Too many requests with this token: send it again after the seconds of"
                    + " Retry-After"));
  }

  @Test
  void takesTheRequestThatComesBackAfterTheSecondsThatItWasTold() {
    RateLimit limit = limit("7", 60, null);
    for (int i = 0; i < 7; i++) {
      count(limit, TOKEN);
    }
    long seconds = Long.parseLong(refusal(limit, TOKEN).headers().get("Retry-After"));
    now += Duration.ofSeconds(seconds - 1).toNanos();
    refusal(limit, TOKEN);
    now += Duration.ofSeconds(1).toNanos();
    assertThat(count(limit, TOKEN).getHeader("RateLimit")).startsWith("\"token\";r=0;");
  }

  @Test
  void asksForASecondAtLeast() {
    RateLimit limit = limit("100", 1, 1);
    count(limit, TOKEN);
    assertThat(refusal(limit, TOKEN).headers()).containsEntry("Retry-After", "1");
  }

  @Test
  void givesBackWhatWasUsedAndNoMore() {
    RateLimit limit = limit("10", 10, null);
    for (int i = 0; i < 5; i++) {
      count(limit, TOKEN);
    }
    now += Duration.ofSeconds(3).toNanos();
    assertThat(count(limit, TOKEN).getHeader("RateLimit")).isEqualTo("\"token\";r=7;t=1");
    now += Duration.ofHours(1).toNanos();
    assertThat(count(limit, TOKEN).getHeader("RateLimit")).isEqualTo("\"token\";r=9;t=1");
  }

  @Test
  void letsNoMoreThanTheBurstComeAtOnce() {
    RateLimit limit = limit("60", 60, 2);
    count(limit, TOKEN);
    count(limit, TOKEN);
    refusal(limit, TOKEN);
    now += Duration.ofSeconds(1).toNanos();
    count(limit, TOKEN);
    refusal(limit, TOKEN);
  }

  @Test
  void countsEachTokenForItself() {
    RateLimit limit = limit("1", 60, null);
    count(limit, TOKEN);
    refusal(limit, TOKEN);
    assertThat(count(limit, UUID.randomUUID()).getHeader("RateLimit")).startsWith("\"token\";r=0;");
  }

  @Test
  void doesAndTellsNothingWhereItIsOff() {
    for (String off : new String[] {"off", "OFF", "0"}) {
      RateLimit limit = limit(off, 60, null);
      for (int i = 0; i < 3; i++) {
        assertThat(count(limit, TOKEN).getHeaderNames()).isEmpty();
      }
    }
  }

  private RateLimit limit(String requests, int seconds, @Nullable Integer burst) {
    return new RateLimit(
        new RateLimitSettings(requests, Duration.ofSeconds(seconds), burst),
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return now;
          }

          @Override
          public boolean isWallClockBased() {
            return false;
          }
        });
  }

  private static MockHttpServletResponse count(RateLimit limit, UUID token) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    limit.count(CREATE, token, response);
    return response;
  }

  private static Refusal refusal(RateLimit limit, UUID token) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> count(limit, token));
    assertThat(refusal).as("one too many").isNotNull();
    return refusal;
  }
}
