package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Windows of thousands of groups, which come and go: where groups are looked up together, keep
 * their places from slice to slice, and are forgotten.
 */
@Tag("search")
class ManyGroupsTest {
  private static final long SEED = Long.getLong("test.seed", 20261122);
  private static final int SLICES = 40;
  private static final int LINES_PER_SLICE = 2_500;
  private static final long SLICE_MILLIS = 10;
  private static final int SLICES_PER_WINDOW = 4;

  private final Random random = new Random(SEED);

  /** By slice and group: count, sum, minimum. */
  private final List<Map<String, long[]>> truth = new ArrayList<>();

  @Test
  void slidingWindows_areThoseOfTheSlicesInThem() {
    BatchedWindows windows =
        new BatchedWindows(
            TestLines.aggregation("groupBy", "name", "compute", "count, sum(size), min(size)"),
            WindowSpec.parse("sliding 40ms every 10ms"));
    int closed = 0;
    for (int slice = 0; slice < SLICES; slice++) {
      addSlice(windows, slice);
      for (ClosedWindow window : WindowedAggregationTest.drain(windows, slice * SLICE_MILLIS)) {
        assertThat(rowsOf(window)).as("seed %d", SEED).isEqualTo(expected(window));
        closed++;
      }
    }
    assertThat(closed).isEqualTo(SLICES - 1);
  }

  /** Groups move on by the slice, each is in some slices that follow each other. */
  private void addSlice(BatchedWindows windows, int slice) {
    Map<String, long[]> groups = new HashMap<>();
    truth.add(groups);
    for (int i = 0; i < LINES_PER_SLICE; i++) {
      String name = "group-" + (slice * 1_000 + random.nextInt(6_000));
      long size = random.nextInt(1_000);
      windows.add(
          TestLines.line(
              slice * SLICE_MILLIS + random.nextInt((int) SLICE_MILLIS),
              name,
              Long.toString(size)));
      groups.merge(name, new long[] {1, size, size}, ManyGroupsTest::merged);
      if (i % 700 == 0) {
        windows.flush(new ByteWriter());
      }
    }
    windows.flush(new ByteWriter());
  }

  private static long[] merged(long[] a, long[] b) {
    return new long[] {a[0] + b[0], a[1] + b[1], Math.min(a[2], b[2])};
  }

  private static Map<String, String> rowsOf(ClosedWindow window) {
    Map<String, String> rows = new HashMap<>();
    for (ResultRow row : window.rows()) {
      rows.put(row.group().get(0), row.values().toString());
    }
    return rows;
  }

  private Map<String, String> expected(ClosedWindow window) {
    int end = (int) (window.endMillis() / SLICE_MILLIS);
    Map<String, long[]> groups = new HashMap<>();
    for (int slice = Math.max(0, end - SLICES_PER_WINDOW); slice < end; slice++) {
      truth.get(slice).forEach((name, line) -> groups.merge(name, line, ManyGroupsTest::merged));
    }
    Map<String, String> rows = new HashMap<>();
    groups.forEach(
        (name, values) -> {
          List<Object> shown = new ArrayList<>();
          for (long value : values) {
            shown.add(value);
          }
          rows.put(name, Collections.unmodifiableList(shown).toString());
        });
    return rows;
  }
}
