package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.ContextParameters;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.core.config.Warned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.apache.flume.Channel;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.FlumeException;
import org.apache.flume.Transaction;
import org.apache.flume.conf.BatchSizeSupported;
import org.apache.flume.conf.Configurable;
import org.apache.flume.conf.ConfigurationException;
import org.apache.flume.sink.AbstractSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the alerts of a {@link WindowSink} to Prometheus' Alertmanager, version 2 of its API; to
 * each that is named. See docs/alerts.md for its keys.
 *
 * <p>A batch leaves the channel when one Alertmanager has taken it, or refused it for good; the
 * others get it when they can. As long as all fail it stays in the channel.
 */
public final class AlertmanagerSink extends AbstractSink
    implements Configurable, BatchSizeSupported, Warned {
  private static final Logger LOGGER = LoggerFactory.getLogger(AlertmanagerSink.class);
  private static final long IDLE_WAIT_MILLIS = 50;

  private final LongSupplier wallMillis;
  private final Pause pause;
  private @Nullable AlertmanagerConfig config;
  private @Nullable AlertmanagerSinkCounter counter;
  private volatile List<AlertmanagerThread> alertmanagers = new ArrayList<>();

  /**
   * How many events to take next: one at first, twice as many while there are more. A memory
   * channel lets whoever takes wait for seconds when it is empty, and an alert must not wait for
   * the next.
   */
  private int wanted = 1;

  /** Called by Flume. */
  public AlertmanagerSink() {
    this(System::currentTimeMillis, TimeUnit.MILLISECONDS::sleep);
  }

  AlertmanagerSink(LongSupplier wallMillis, Pause pause) {
    this.wallMillis = wallMillis;
    this.pause = pause;
  }

  @Override
  public void configure(Context context) {
    try {
      config = new AlertmanagerConfig(getName(), ContextParameters.of(context));
      config.warnings.forEach(LOGGER::warn);
    } catch (SettingsException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
    if (counter == null) {
      counter = new AlertmanagerSinkCounter(getName(), this::waiting);
    }
  }

  @Override
  public List<String> warnings() {
    return config == null ? Collections.emptyList() : config.warnings;
  }

  private long waiting() {
    return alertmanagers.stream().mapToLong(AlertmanagerThread::waiting).max().orElse(0);
  }

  @Override
  public synchronized void start() {
    if (config == null || counter == null) {
      throw new IllegalStateException("not configured");
    }
    List<AlertmanagerThread> threads = new ArrayList<>();
    try {
      SSLSocketFactory tls = AlertmanagerTls.socketFactory(config);
      for (String name : config.urls.keySet()) {
        AlertmanagerClient client =
            new AlertmanagerClient(config.urls.get(name), config, tls, wallMillis);
        threads.add(new AlertmanagerThread(getName(), name, client, counter, pause));
      }
    } catch (IOException e) {
      // Flume logs it and calls again after a few seconds: once it is repaired, the sink starts.
      throw new FlumeException("Sink " + getName() + ": " + e.getMessage(), e);
    }
    threads.forEach(AlertmanagerThread::start);
    alertmanagers = threads;
    counter.start();
    super.start();
  }

  @Override
  public synchronized void stop() {
    alertmanagers.forEach(AlertmanagerThread::stop);
    alertmanagers = new ArrayList<>();
    if (counter != null) {
      counter.stop();
    }
    super.stop();
  }

  @Override
  public long getBatchSize() {
    return config == null ? 0 : config.batchSize;
  }

  @Override
  public Status process() {
    if (config == null || counter == null) {
      return Status.BACKOFF;
    }
    try {
      if (!processBatch(config, counter)) {
        // Not Flume's back-off, which lasts seconds: an alert is to leave at once.
        pause.millis(IDLE_WAIT_MILLIS);
      }
      return Status.READY;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Status.BACKOFF;
    }
  }

  private boolean processBatch(AlertmanagerConfig settings, AlertmanagerSinkCounter numbers)
      throws InterruptedException {
    Channel channel = getChannel();
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    try {
      List<Event> events = take(channel);
      numbers.addToEventDrainAttemptCount(events.size());
      if (!deliver(events)) {
        transaction.rollback();
        return true; // the next attempt waits until an Alertmanager may be asked again
      }
      transaction.commit();
      wanted = events.size() < wanted ? 1 : Math.min(2 * wanted, settings.batchSize);
      passOver(events, numbers);
      numbers.addToEventDrainSuccessCount(events.size());
      return !events.isEmpty();
    } catch (InterruptedException | RuntimeException | Error e) {
      transaction.rollback();
      throw e;
    } finally {
      transaction.close();
    }
  }

  private List<Event> take(Channel channel) {
    List<Event> events = new ArrayList<>();
    while (events.size() < wanted) {
      Event event = channel.take();
      if (event == null) {
        break;
      }
      events.add(event);
    }
    return events;
  }

  /** Posts the alerts among the events; answers whether all may leave the channel. */
  private boolean deliver(List<Event> events) throws InterruptedException {
    List<AlertBatch.Alert> alerts = new ArrayList<>(events.size());
    for (Event event : events) {
      if (isAlert(event)) {
        String array = text(event);
        alerts.add(new AlertBatch.Alert(id(event), array.substring(1, array.length() - 1)));
      }
    }
    if (alerts.isEmpty()) {
      return true;
    }
    List<AlertmanagerThread> all = alertmanagers;
    AlertBatch batch = new AlertBatch(alerts, all.size());
    all.forEach(alertmanager -> alertmanager.offer(batch));
    try {
      return batch.awaitDone();
    } catch (InterruptedException e) {
      batch.withdraw();
      throw e;
    }
  }

  /** An array that is not empty; what is in it, Alertmanager judges. */
  private static boolean isAlert(Event event) {
    String text = text(event);
    return text.startsWith("[") && text.endsWith("]") && !text.matches("\\[\\s*\\]");
  }

  private static String text(Event event) {
    return new String(event.getBody(), StandardCharsets.UTF_8).trim();
  }

  private static String id(Event event) {
    return String.valueOf(event.getHeaders().get("id"));
  }

  private void passOver(List<Event> events, AlertmanagerSinkCounter numbers) {
    for (Event event : events) {
      if (!isAlert(event)) {
        numbers.addRefused(1);
        LOGGER.error(
            "Sink {} passes over the event {}: it is no alert. Let only events of the type 'alert'"
                + " into its channel, by a multiplexing selector on the result source",
            getName(),
            id(event));
      }
    }
  }
}
