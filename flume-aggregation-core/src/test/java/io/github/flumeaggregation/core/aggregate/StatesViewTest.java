package io.github.flumeaggregation.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.expression.ComputeList;
import io.github.flumeaggregation.core.record.Record;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Views of states stay as they were, whatever is done to the states; and these as without views.
 */
@Tag("search")
class StatesViewTest {
  private static final int ROWS = 600;

  private record View(States states, int rows, String bytes) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count, sum(x)",
        "min(x), max(x), avg(x)",
        "first(x), last(x)",
        "distinct(x)",
        "p50(x), p99(x), stddev(x)",
        "count, p90(x), distinct(x), first(x), max(x)"
      })
  void randomChanges_areSeenInNoEarlierView(String compute) {
    for (int seed = 0; seed < 8; seed++) {
      Random random = new Random(seed);
      Aggregates aggregates =
          Aggregates.compile(
              ComputeList.parse(compute, FunctionContract.FIELDS), FunctionContract.FIELDS);
      States states = aggregates.newStates();
      States model = aggregates.newStates();
      List<View> views = new ArrayList<>();
      int rows = 0;
      for (int i = 0; i < 4_000; i++) {
        if (rows < ROWS && random.nextInt(4) == 0) {
          states.clear(rows);
          model.clear(rows++);
        }
        change(random.nextLong(), rows, states, model);
        if (random.nextInt(400) == 0) {
          views.add(new View(states.view(rows), rows, bytes(states, rows)));
        }
      }
      assertThat(bytes(states, rows)).as("seed %s", seed).isEqualTo(bytes(model, rows));
      for (View view : views) {
        assertThat(bytes(view.states, view.rows)).as("seed %s", seed).isEqualTo(view.bytes);
      }
    }
  }

  /** The same change of both, which must hold the same. */
  private static void change(long seed, int rows, States... both) {
    for (States states : both) {
      Random random = new Random(seed);
      if (rows < 2) {
        return;
      }
      int row = random.nextInt(rows);
      int other = (row + 1 + random.nextInt(rows - 1)) % rows;
      String value = Integer.toString(random.nextInt(200) - 20);
      Record record = FunctionContract.record(new FunctionContract.Line(random.nextInt(99), value));
      switch (random.nextInt(12)) {
        case 0 -> states.merge(row, states, other);
        case 1 -> states.clear(row);
        case 2 -> states.copyMergeOnly(row, states, other);
        case 3 -> {
          states.mergeInvertible(row, states, other);
          states.subtractInvertible(row, states, other);
        }
        default -> states.add(record, row);
      }
    }
  }

  private static String bytes(States states, int rows) {
    ByteWriter out = new ByteWriter();
    for (int row = 0; row < rows; row++) {
      states.encode(row, out);
    }
    return Arrays.toString(out.toBytes());
  }
}
