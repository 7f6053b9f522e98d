package io.github.flumeaggregation.tail.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long MILLI = 1_000_000;

  @Test
  void filesThatAreLookedAtSeldom_areLookedAtTogetherAndNeverLater() {
    Random random = new Random(1);
    long[] looks =
        random
            .longs(1_000, -1_000 * MILLI, 1_000 * MILLI)
            .map(now -> Schedule.together(now, Schedule.WATCHED_POLL_NANOS))
            .toArray();
    random.setSeed(1);
    long[] asked =
        random
            .longs(1_000, -1_000 * MILLI, 1_000 * MILLI)
            .map(now -> now + 2_000 * MILLI)
            .toArray();
    for (int i = 0; i < looks.length; i++) {
      assertThat(asked[i] - looks[i]).isBetween(0L, 250 * MILLI - 1);
    }
    assertThat(LongStream.of(looks).distinct().count()).isLessThanOrEqualTo(9);
  }

  @Test
  void filesThatAreLookedAtOften_areLookedAtInTheirTime() {
    assertThat(Schedule.together(7 * MILLI, Schedule.QUIET_POLL_NANOS)).isEqualTo(107 * MILLI);
  }
}
