package io.github.flumeaggregation.window.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.position.Position;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch's log makes of the counted set is what the batch made of it, at its bounds too. */
class StagedPositionsTest {
  private static final int MAX_PARTITIONS = 3;
  private static final int MAX_INTERVALS = 4;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void replayAtTheBounds_isWhatWasDoneLive(long seed) {
    Random random = new Random(seed);
    CountedSet live = new CountedSet(MAX_PARTITIONS, MAX_INTERVALS);
    CountedSet replayed = new CountedSet(MAX_PARTITIONS, MAX_INTERVALS);
    StagedPositions staged = new StagedPositions();
    for (int batch = 0; batch < 200; batch++) {
      for (int i = random.nextInt(12); i >= 0; i--) {
        take(position(random), live, staged);
      }
      ByteWriter log = new ByteWriter();
      staged.encode(log);
      live.limit();
      StagedPositions.replay(new ByteReader(log.toBytes()), replayed);
      if (random.nextInt(20) == 0) {
        assertThat(replayed.shed()).isEqualTo(live.shed());
      }
      assertThat(encoded(replayed)).as("seed %d, batch %d", seed, batch).isEqualTo(encoded(live));
      if (random.nextInt(10) == 0) {
        live = restarted(live);
      }
    }
    assertThat(live.partitionsForgotten()).isPositive();
    assertThat(live.assumedCounted()).isPositive();
  }

  /** As the engine does: it looks whether the event is new, and then counts it. */
  private static void take(Position position, CountedSet live, StagedPositions staged) {
    live.containsAll(position);
    staged.add(position);
    live.addUnlimited(position.partition(), position.start(), position.end());
  }

  private static Position position(Random random) {
    Map<String, String> headers =
        Map.of(
            "tail.file", "h:1:" + random.nextInt(6) + ":n",
            "tail.offset", "" + random.nextInt(200),
            "tail.length", "" + (1 + random.nextInt(5)));
    return Position.of(headers, 5);
  }

  private static CountedSet restarted(CountedSet counted) {
    CountedSet restarted = new CountedSet(MAX_PARTITIONS, MAX_INTERVALS);
    restarted.decode(new ByteReader(encoded(counted)));
    return restarted;
  }

  private static byte[] encoded(CountedSet counted) {
    ByteWriter out = new ByteWriter();
    counted.encode(out);
    return out.toBytes();
  }
}
