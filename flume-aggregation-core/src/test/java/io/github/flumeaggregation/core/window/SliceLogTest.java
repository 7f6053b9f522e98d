package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.record.Record;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceLogTest {
  private static final int STEP = 20;

  private final Aggregation aggregation =
      TestLines.aggregation(
          "groupBy", "name", "compute", "count, p50(size), distinct(size)", "maxGroups", "5");

  @ParameterizedTest
  @ValueSource(strings = {"sliding 200ms every 20ms", "total every 20ms"})
  void bytes_areThoseOfTheSlices_whateverBecameOfThem(String window) {
    Windows windows = (Windows) WindowSpec.parse(window);
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      SliceLog slices = new SliceLog(aggregation, windows);
      for (int step = 0; step < 200; step++) {
        change(slices, random, 5L * step);
        String what = "seed " + seed + ", step " + step;
        assertThat(slices.bytesHeld()).as(what).isEqualTo(bytesOfEach(slices, Long.MIN_VALUE));
        long from = (random.nextInt(60) - 5L) * STEP;
        assertThat(slices.bytesHeldFrom(from)).as(what).isEqualTo(bytesFrom(slices, from));
      }
    }
  }

  private void change(SliceLog slices, Random random, long now) {
    switch (random.nextInt(12)) {
      case 0 -> slices.halveGroups();
      case 1 -> slices.limitTooLarge();
      case 2 -> slices.expire(now - 100);
      default -> {
        long start = Math.floorDiv(now - random.nextInt(100), STEP) * STEP;
        TimeSlice known = slices.find(start);
        TimeSlice slice = known == null ? slices.create(start) : known;
        slice.merge(part(slices, start, random));
        slices.limit(slice, random.nextBoolean());
      }
    }
  }

  private TimeSlice part(SliceLog slices, long start, Random random) {
    TimeSlice part = slices.newSlice(start, start + STEP);
    GroupKey key = aggregation.newGroupKey();
    for (int i = random.nextInt(20); i >= 0; i--) {
      Record line = TestLines.line(start, "g" + random.nextInt(30), "" + random.nextInt(500));
      key.read(line);
      part.groups.add(key, line);
    }
    return part;
  }

  private static long bytesOfEach(SliceLog slices, long from) {
    TimeSlice folded = slices.folded();
    return bytesFrom(slices, from) + (folded == null ? 0 : folded.groups.bytesHeld());
  }

  private static long bytesFrom(SliceLog slices, long from) {
    long bytes = 0;
    for (TimeSlice slice : slices.from(from)) {
      bytes += slice.bytesHeld();
    }
    return bytes;
  }
}
