package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.metric.Reading;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.HashMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever the threads at a durable engine do at once, each sees what it would see if they came one
 * after the other: the sink's, which adds lines, commits them and closes windows, the one that
 * delivers rows, and those that watch. Snapshots are taken all the time.
 *
 * <p>It fails if {@code add}, {@code channelIdle}, {@code acknowledged} or {@code read} does not
 * take the engine's lock. That {@code commit} does is seen by {@code LocksTest}, which asks at each
 * call of the disk.
 */
@Param(name = "number", gen = IntGen.class, conf = "1:3")
@Tag("search")
public class DurableEngineLinearizabilityTest {
  private static final int SCENARIOS = Integer.getInteger("test.scenarios", 4);
  private static final int INTERLEAVINGS = 30;
  private static final StateConfig CONFIG =
      States.config(
          Events.settings(
              "stateDir",
              "/nowhere",
              "aggregations.traffic.compute",
              "count",
              "maxOutOfOrder",
              "0s"));

  /** One in each of some minutes, made before anybody watches. */
  private static final byte[][] LINES = {
    Events.bytes(Events.line(0, 200, 1)),
    Events.bytes(Events.line(60, 201, 2)),
    Events.bytes(Events.line(120, 202, 3)),
    Events.bytes(Events.line(180, 200, 4))
  };

  private final DurableEngine engine = DurableEngine.open(CONFIG, new EmptyDisk());

  @Operation(nonParallelGroup = "sink")
  public boolean add(@Param(name = "number") int minute) {
    return engine.add(new HashMap<>(), LINES[minute], Events.WALL);
  }

  @Operation(nonParallelGroup = "sink")
  public void commit() {
    engine.commit(Events.WALL);
  }

  @Operation(nonParallelGroup = "sink")
  public void channelIdle() {
    engine.channelIdle(Events.WALL);
  }

  @Operation(nonParallelGroup = "reader")
  public String deliver(@Param(name = "number") int most) throws InterruptedException {
    StringBuilder ids = new StringBuilder();
    int count = 0;
    for (OutboxRow row : engine.outbox().peek(most, 0)) {
      ids.append(row.headers().get("id")).append(' ');
      count++;
    }
    engine.outbox().acknowledge(count);
    return ids.toString();
  }

  @Operation
  public String read() {
    Reading reading = engine.read();
    return reading.number("LinesCounted") + " " + reading.number("Slices");
  }

  @Operation
  public long newestMillis() {
    return engine.newestMillis();
  }

  @Test
  void threadsAtOnce_areLikeThreadsOneAfterTheOther() {
    Linearizability.check(DurableEngineLinearizabilityTest.class, SCENARIOS, INTERLEAVINGS);
  }
}
