package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.ContextParameters;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.core.config.Warned;
import io.github.flumeaggregation.core.metric.ReadOnlyBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.conf.ConfigurationException;
import org.apache.flume.interceptor.Interceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and measures the lines that pass, stamps parsed fields and live values on the events, and
 * publishes every value through JMX. Lines that a filter drops are taken out, and events that
 * consist of nothing else; events pass unchanged otherwise. Never does one fail here: an
 * interceptor that throws loses its source's whole batch.
 *
 * <p>Sources with several threads share one interceptor; one lock is taken per batch.
 */
public final class AggregationInterceptor implements Interceptor {
  private static final Logger LOG = LoggerFactory.getLogger(AggregationInterceptor.class);

  private final String name;
  private final EventAggregator aggregator;
  private final BeanRegistration registration;

  AggregationInterceptor(AggregationInterceptorConfig config) {
    this(config, System::currentTimeMillis, System::nanoTime);
  }

  /**
   * Begins at zero.
   *
   * @param wallClock milliseconds since the epoch
   * @param nanoClock nanoseconds since any time, never going back
   */
  AggregationInterceptor(
      AggregationInterceptorConfig config, LongSupplier wallClock, LongSupplier nanoClock) {
    name = config.name();
    aggregator = new EventAggregator(config, wallClock, nanoClock);
    LatestReading latest = new LatestReading(this::values, nanoClock);
    registration =
        new BeanRegistration(
            ManagementFactory.getPlatformMBeanServer(),
            name,
            new ReadOnlyBean(() -> latest.get().info(), latest));
  }

  /** What has been counted so far, of whole batches only. */
  Map<String, Number> values() {
    Reading reading;
    boolean more;
    synchronized (aggregator) {
      reading = aggregator.read();
      more = reading.take();
    }
    reading.digest();
    while (more) {
      synchronized (aggregator) {
        more = reading.take();
      }
      reading.digest();
    }
    return reading.byName();
  }

  /** Publishes the values. Flume calls it again on each attempt to start the source. */
  @Override
  public void initialize() {
    registration.register();
  }

  @Override
  public @Nullable Event intercept(Event event) {
    return intercept(Collections.singletonList(event)).isEmpty() ? null : event;
  }

  @Override
  public List<Event> intercept(List<Event> events) {
    synchronized (aggregator) {
      try {
        aggregator.beginBatch();
        return aggregator.mayDrop() ? filter(events) : addAll(events);
      } catch (OutOfMemoryError e) {
        dropNumbers(e);
        return events;
      }
    }
  }

  private List<Event> addAll(List<Event> events) {
    for (Event event : events) {
      goesOn(event);
    }
    return events;
  }

  private List<Event> filter(List<Event> events) {
    List<Event> rest = new ArrayList<>(events.size());
    for (Event event : events) {
      if (goesOn(event)) {
        rest.add(event);
      }
    }
    return rest;
  }

  /** Aggregates an event; whether any of it goes on to the channel. */
  private boolean goesOn(Event event) {
    try {
      byte[] body = event.getBody();
      byte @Nullable [] rest = aggregator.add(event.getHeaders(), body);
      if (rest != null && rest != body) {
        event.setBody(rest);
      }
      return rest != null;
    } catch (RuntimeException | StackOverflowError e) {
      if (aggregator.countFailure() == 1) {
        LOG.error(
            "Interceptor '{}': an event passes unprocessed; others are only counted", name, e);
      }
      return true;
    } catch (OutOfMemoryError e) {
      dropNumbers(e);
      return true;
    }
  }

  /** Flume's thread would be gone for good. What is dropped here makes room again. */
  private void dropNumbers(OutOfMemoryError cause) {
    aggregator.dropNumbers();
    try {
      LOG.error(
          "Interceptor '{}': the memory is used up; its numbers start anew, and events pass on."
              + " Give the agent more heap (-Xmx), or lower maxStateBytes, maxGroups or the number"
              + " of aggregations",
          name,
          cause);
    } catch (OutOfMemoryError again) {
      // NumbersDropped says it.
    }
  }

  /** Withdraws the values; they are lost. */
  @Override
  public void close() {
    registration.unregister();
  }

  /** What a configuration names; Flume makes one per interceptor of a source. */
  public static final class Builder implements Interceptor.Builder, Warned {
    private @Nullable AggregationInterceptorConfig config;

    /** For Flume, which creates it by name. */
    public Builder() {}

    @Override
    public void configure(Context context) {
      String name = context.getString("name");
      String owner = "AggregationInterceptor" + (name == null ? "" : " '" + name + "'");
      Settings settings = Settings.of(owner, ContextParameters.of(context));
      try {
        config = AggregationInterceptorConfig.read(settings);
        config.warnings().forEach(LOG::warn);
      } catch (SettingsException e) {
        throw new ConfigurationException(e.getMessage(), e);
      }
    }

    @Override
    public List<String> warnings() {
      return config == null ? Collections.emptyList() : config.warnings();
    }

    @Override
    public Interceptor build() {
      if (config == null) {
        throw new IllegalStateException("not configured");
      }
      return new AggregationInterceptor(config);
    }
  }
}
