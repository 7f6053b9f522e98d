package io.github.flumeaggregation.tail.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.tail.watch.Time;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DiscoveryPaceTest {
  private long nanos = -5;
  private final DiscoveryPace pace =
      new DiscoveryPace(
          new Time() {
            @Override
            public long wallMillis() {
              return 0;
            }

            @Override
            public long nanos() {
              return nanos;
            }
          });

  private void look(long millis) {
    pace.begun();
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    pace.ended();
  }

  private long waitMillis() {
    return TimeUnit.NANOSECONDS.toMillis(pace.waitNanos());
  }

  @Test
  void firstLook_isDueAtOnce() {
    assertThat(pace.waitNanos()).isZero();
  }

  @Test
  void quickLooks_areTwoASecond_andAtOnceAfterNotice() {
    look(2);
    assertThat(waitMillis()).isEqualTo(500);

    pace.hurry();
    assertThat(waitMillis()).isEqualTo(50);
  }

  @Test
  void slowLooks_areRarer() {
    look(100);
    assertThat(waitMillis()).isEqualTo(2_000);

    pace.hurry();
    assertThat(waitMillis()).isEqualTo(500);
  }

  /** The first look at 100,000 folders takes seconds, the others do not. */
  @Test
  void verySlowLook_doesNotPutOffTheNextForLong() {
    look(60_000);
    assertThat(waitMillis()).isEqualTo(10_000);

    pace.hurry();
    assertThat(waitMillis()).isEqualTo(1_000);
  }

  @Test
  void noticeAWhileAfterTheLastLook_isFollowedAtOnce() {
    look(2);
    nanos += TimeUnit.MILLISECONDS.toNanos(400);
    pace.hurry();

    assertThat(pace.waitNanos()).isNegative();
  }
}
