package io.github.flumeaggregation.interceptor;

import static io.github.flumeaggregation.interceptor.AccessLog.tailed;

import io.github.flumeaggregation.core.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.apache.flume.Event;

/** An aggregator of an access log, whose settings and clocks a test has. */
abstract class Aggregators {
  final Map<String, String> settings = new HashMap<>();
  long nanos;
  long wallMillis = AccessLog.TIME_MILLIS;

  Aggregators() {
    settings.put("aggregations", "t");
    settings.put("aggregations.t.compute", "count, count(status >= 500) as errors, sum(bytes)");
  }

  EventAggregator aggregator() {
    return new EventAggregator(
        AggregationInterceptorConfig.read(Settings.of("test", settings)),
        () -> wallMillis,
        () -> nanos);
  }

  static Map<String, Number> values(EventAggregator aggregator) {
    Reading reading = aggregator.read();
    boolean more;
    do {
      more = reading.take();
      reading.digest();
    } while (more);
    return reading.byName();
  }

  static Event add(EventAggregator aggregator, Event event) {
    aggregator.beginBatch();
    event.setBody(aggregator.add(event.getHeaders(), event.getBody()));
    return event;
  }

  static Event continuation(long offset, String body) {
    Event event = tailed(offset, body, 1);
    event.getHeaders().put("tail.continuation", "true");
    return event;
  }
}
