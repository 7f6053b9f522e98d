package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flume.Event;

/** The interceptor as shipped, with clocks that the world moves. */
public final class InterceptorDoor {
  private final AggregationInterceptor interceptor;

  /**
   * @param wallClock milliseconds since the epoch
   * @param nanoClock nanoseconds, never going back
   */
  public InterceptorDoor(
      Map<String, String> settings, LongSupplier wallClock, LongSupplier nanoClock) {
    Settings read = Settings.of("the interceptor", settings);
    interceptor =
        new AggregationInterceptor(AggregationInterceptorConfig.read(read), wallClock, nanoClock);
  }

  public List<Event> intercept(List<Event> events) {
    return interceptor.intercept(events);
  }

  /** What monitoring shows. */
  public Map<String, Number> values() {
    return interceptor.values();
  }
}
