package io.github.flumeaggregation.interceptor;

import static io.github.flumeaggregation.interceptor.AccessLog.line;
import static io.github.flumeaggregation.interceptor.AccessLog.tailed;

import io.github.flumeaggregation.core.config.Settings;
import java.util.List;
import java.util.Map;
import org.apache.flume.Event;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Whatever the threads of a source do at once, events and readers of the values see what they would
 * see if they came one after the other, in some order. Events are few, so that threads often send
 * the same one, as a source does that tries again.
 */
@Param(name = "event", gen = IntGen.class, conf = "0:3")
@Tag("search")
public class LinearizabilityTest {
  /** How many random scenarios are tried. */
  private static final int SCENARIOS = Integer.getInteger("test.scenarios", 3);

  private static final AggregationInterceptorConfig CONFIG =
      AggregationInterceptorConfig.read(
          Settings.of(
              "test",
              Map.of(
                  "name", "test",
                  "aggregations", "t",
                  "aggregations.t.compute", "count, sum(bytes)",
                  "stamp", "t.count, t.sum(bytes)")));

  private final AggregationInterceptor interceptor = new AggregationInterceptor(CONFIG);

  private static Event made(int number) {
    return tailed(1000L * number, line(200, 1L << number), 1);
  }

  /** What the event says of the live values when it has passed. */
  @Operation
  public String pass(@Param(name = "event") int number) {
    Event event = made(number);
    interceptor.intercept(event);
    return stamps(event);
  }

  /** The same for a batch, which nobody may see half of. */
  @Operation
  public String passTwo(@Param(name = "event") int one, @Param(name = "event") int other) {
    List<Event> batch = List.of(made(one), made(other));
    interceptor.intercept(batch);
    return stamps(batch.get(0)) + " " + stamps(batch.get(1));
  }

  private static String stamps(Event event) {
    return event.getHeaders().get("t.count") + "/" + event.getHeaders().get("t.sum(bytes)");
  }

  /** What monitoring shows. */
  @Operation
  public String values() {
    Map<String, Number> values = interceptor.values();
    return values.get("LinesCounted")
        + "+"
        + values.get("LinesDuplicate")
        + "="
        + values.get("LinesRead")
        + " "
        + values.get("t.count")
        + "/"
        + values.get("t.sum(bytes)");
  }

  @Test
  void threadsAtOnce_areLikeThreadsOneAfterTheOther() {
    new StressOptions()
        .iterations(SCENARIOS)
        .invocationsPerIteration(100)
        .threads(3)
        .actorsPerThread(3)
        .check(LinearizabilityTest.class);
  }

  /** Takes minutes, so only where scenarios are asked for. */
  @Test
  @EnabledIfSystemProperty(named = "test.scenarios", matches = "\\d+")
  void interleavingsOfSmallScenarios_areLikeThreadsOneAfterTheOther() {
    new ModelCheckingOptions()
        .iterations(SCENARIOS)
        .invocationsPerIteration(10)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(LinearizabilityTest.class);
  }
}
