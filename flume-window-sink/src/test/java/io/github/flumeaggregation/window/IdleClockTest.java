package io.github.flumeaggregation.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdleClockTest {
  private final AtomicLong nowMillis = new AtomicLong(-5_000);
  private final IdleClock clock =
      new IdleClock(100, () -> TimeUnit.MILLISECONDS.toNanos(nowMillis.get()));

  private void askAndWait(int events, long waitedMillis) {
    long asked = TimeUnit.MILLISECONDS.toNanos(nowMillis.get());
    nowMillis.addAndGet(waitedMillis);
    clock.took(events, asked);
  }

  @Test
  void channelThatGaveNothing_isIdleAfterTheTimeoutFromWhenItWasAsked() {
    askAndWait(0, 99);
    assertThat(clock.isIdle()).isFalse();
    nowMillis.addAndGet(1);
    assertThat(clock.isIdle()).isTrue();
  }

  @Test
  void laterEmptyTakes_doNotStartTheTimeAnew() {
    askAndWait(0, 60);
    askAndWait(0, 60);
    assertThat(clock.isIdle()).isTrue();
  }

  @Test
  void event_endsTheIdleTime() {
    askAndWait(0, 200);
    askAndWait(1, 0);
    assertThat(clock.isIdle()).isFalse();
  }

  @Test
  void channelThatWasNeverAsked_isNotIdle() {
    nowMillis.addAndGet(10_000);
    assertThat(clock.isIdle()).isFalse();
  }
}
