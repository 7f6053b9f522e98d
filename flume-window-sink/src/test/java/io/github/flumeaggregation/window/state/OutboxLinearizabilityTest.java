package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.List;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever the threads at an outbox do at once, each sees what it would see if they came one after
 * the other: the one that adds, the one that reads and acknowledges, and those that watch.
 */
@Param(name = "number", gen = IntGen.class, conf = "1:3")
@Tag("search")
public class OutboxLinearizabilityTest {
  private static final int SCENARIOS = Integer.getInteger("test.scenarios", 15);
  private static final int INTERLEAVINGS = 50;
  private static final int MOST = 4;

  private final Outbox outbox =
      new Outbox(MOST, MOST * (long) row(0).bytes(), 0, count -> remove(count));

  private void remove(int count) {
    outbox.remove(count);
  }

  private static OutboxRow row(int number) {
    return new OutboxRow(Map.of("id", "" + number), new byte[0]);
  }

  private static String ids(List<OutboxRow> rows) {
    StringBuilder ids = new StringBuilder();
    rows.forEach(row -> ids.append(row.headers().get("id")));
    return ids.toString();
  }

  @Operation(nonParallelGroup = "sink")
  public void add(@Param(name = "number") int number) {
    outbox.add(List.of(row(number), row(number + 3)));
  }

  @Operation(nonParallelGroup = "reader")
  public String peek(@Param(name = "number") int most) throws InterruptedException {
    return ids(outbox.peek(most, 0));
  }

  /** Of two rows, if there are any: they are added in twos, and nobody else takes them. */
  @Operation(nonParallelGroup = "reader")
  public void acknowledge() {
    outbox.acknowledge(Math.min(2, outbox.size()));
  }

  @Operation
  public int size() {
    return outbox.size();
  }

  @Operation
  public int room() {
    return outbox.room();
  }

  @Operation
  public String all() {
    return ids(outbox.all());
  }

  @Test
  void threadsAtOnce_areLikeThreadsOneAfterTheOther() {
    Linearizability.check(OutboxLinearizabilityTest.class, SCENARIOS, INTERLEAVINGS);
  }
}
