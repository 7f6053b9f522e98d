package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.tail.watch.Time;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChannelTakersTest {
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Long> attempts = new HashMap<>();
  private long nanos;
  private final ChannelTakers takers =
      new ChannelTakers(List.of("c1", "c2"), attempts::get, clock(), warnings::add);

  private Time clock() {
    return new Time() {
      @Override
      public long wallMillis() {
        return 0;
      }

      @Override
      public long nanos() {
        return nanos;
      }
    };
  }

  private void pass(long seconds) {
    for (long i = 0; i < seconds; i++) {
      nanos += TimeUnit.SECONDS.toNanos(1);
      takers.look();
    }
  }

  @Test
  void channelWithoutASink_isNamedSoonAndThenRarely() {
    attempts.put("c1", 0L);
    attempts.put("c2", 0L);
    for (int i = 0; i < 10; i++) {
      attempts.merge("c2", 1L, Long::sum);
      pass(10);
    }

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("Nobody has taken from channel 'c1'");
    for (int i = 0; i < 1_000; i++) {
      attempts.merge("c2", 1L, Long::sum);
      pass(10);
    }
    assertThat(warnings).hasSize(3).allMatch(warning -> warning.contains("channel = c1"));
  }

  @Test
  void channelThatDoesNotTell_isNotBlamed() {
    attempts.put("c1", -1L);
    attempts.put("c2", -1L);
    pass(1_000);

    assertThat(warnings).isEmpty();
  }

  @Test
  void sinkThatStops_isNoticed() {
    attempts.put("c1", 5L);
    attempts.put("c2", -1L);
    pass(20);
    attempts.put("c1", 6L);
    pass(30);
    assertThat(warnings).isEmpty();

    pass(10);
    assertThat(warnings).hasSize(1);
  }
}
