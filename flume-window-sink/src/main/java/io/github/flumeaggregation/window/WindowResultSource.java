package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.ContextParameters;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.state.Outbox;
import io.github.flumeaggregation.window.state.StateException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flume.ChannelSelector;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.FlumeException;
import org.apache.flume.PollableSource;
import org.apache.flume.channel.ChannelProcessor;
import org.apache.flume.conf.BatchSizeSupported;
import org.apache.flume.conf.Configurable;
import org.apache.flume.conf.ConfigurationException;
import org.apache.flume.event.SimpleEvent;
import org.apache.flume.instrumentation.SourceCounter;
import org.apache.flume.source.AbstractSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the results of a {@link WindowSink} in the same agent to this source's channels, in
 * order; a row is acknowledged after the channels have committed it. A channel that is full holds
 * up the next batch, and gets this one later; the others have it once. See docs/window-sink.md.
 */
public final class WindowResultSource extends AbstractSource
    implements PollableSource, Configurable, BatchSizeSupported {
  private static final Logger LOGGER = LoggerFactory.getLogger(WindowResultSource.class);

  /** How long one call waits for rows: long enough to cost nothing, short enough to stop soon. */
  private static final long WAIT_MILLIS = 500;

  private static final long RETRY_MILLIS = 100;

  /** A channel that stays full is asked less and less often, but at least so often. */
  private static final long MAX_RETRY_MILLIS = 5_000;

  /** Flume starts the components of an agent one after the other; until then nothing is wrong. */
  private static final long START_UP_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final LongSupplier nanoTime;
  private final Pause pause;
  private @Nullable WindowResultSourceConfig config;
  private @Nullable SourceCounter counter;
  private @Nullable Context context;
  private @Nullable ChannelSelector selector;
  private @Nullable Interceptors interceptors;
  private @Nullable Outbox outbox;

  /** What has been read from {@link #batchFrom} and not acknowledged; null if nothing. */
  private @Nullable ChannelBatch batch;

  private @Nullable Outbox batchFrom;
  private long retryMillis = RETRY_MILLIS;
  private String complaint = "";
  private long startedNanos;

  /** Called by Flume. */
  public WindowResultSource() {
    this(System::nanoTime, TimeUnit.MILLISECONDS::sleep);
  }

  WindowResultSource(LongSupplier nanoTime, Pause pause) {
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  @Override
  public void configure(Context context) {
    try {
      config = new WindowResultSourceConfig(getName(), ContextParameters.of(context));
    } catch (SettingsException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
    this.context = context;
    interceptors = null;
    if (counter == null) {
      counter = new SourceCounter(getName());
    }
  }

  /** Which channels there are, and which of them an event is for. */
  @Override
  public synchronized void setChannelProcessor(ChannelProcessor processor) {
    super.setChannelProcessor(processor);
    selector = processor.getSelector();
  }

  /**
   * What Flume is to initialize before the start and to close after the stop: it runs the
   * interceptors, and nothing else.
   */
  @Override
  public synchronized ChannelProcessor getChannelProcessor() {
    return interceptors().processor();
  }

  private synchronized Interceptors interceptors() {
    if (interceptors == null) {
      interceptors = new Interceptors(context == null ? new Context() : context);
    }
    return interceptors;
  }

  @Override
  public synchronized void start() {
    if (counter != null) {
      counter.start();
    }
    startedNanos = nanoTime.getAsLong();
    super.start();
  }

  @Override
  public synchronized void stop() {
    if (outbox != null) {
      outbox.release(this);
      outbox = null;
    }
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
    try {
      Outbox from = claimedOutbox();
      if (from == null) {
        pause.millis(RETRY_MILLIS);
      } else {
        deliver(from);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Error e) {
      // As it is, it would end Flume's thread for this source for good, and silently.
      throw new FlumeException("Source " + getName() + " tries again, after " + e, e);
    }
    // Never BACKOFF: this source waits for rows by itself, and Flume's back-off lasts seconds.
    return Status.READY;
  }

  private void deliver(Outbox from) throws InterruptedException {
    if (counter == null) {
      throw new IllegalStateException("not configured");
    }
    ChannelBatch now = nextBatch(from);
    if (now == null) {
      return;
    }
    RuntimeException failure = now.put();
    if (failure != null) {
      if (failure.getCause() instanceof InterruptedException) {
        throw stopped(failure); // by Flume, in the middle of a put: the rows stay in the outbox
      }
      counter.incrementChannelWriteFail();
      complain("cannot deliver rows, and tries on: " + failure.getMessage());
      backOff();
      return;
    }
    try {
      from.acknowledge(now.rows());
    } catch (StateException e) {
      complain("delivered rows that it may deliver again: " + e.getMessage());
      backOff();
      return;
    }
    batch = null;
    retryMillis = RETRY_MILLIS;
    counter.addToEventAcceptedCount(now.rows());
    complaint = "";
  }

  /** What some channel has not taken yet, or else the oldest rows; null if none come. */
  private @Nullable ChannelBatch nextBatch(Outbox from) throws InterruptedException {
    if (config == null || counter == null || selector == null) {
      throw new IllegalStateException("not configured");
    }
    if (batch != null && batchFrom == from) {
      return batch;
    }
    batch = null;
    List<OutboxRow> rows = from.peek(config.batchSize, WAIT_MILLIS);
    if (rows.isEmpty()) {
      return null;
    }
    List<Event> events = new ArrayList<>(rows.size());
    for (OutboxRow row : rows) {
      events.add(event(row));
    }
    counter.addToEventReceivedCount(rows.size());
    batch = new ChannelBatch(rows.size(), interceptors().intercept(events), selector);
    batchFrom = from;
    return batch;
  }

  /** {@link org.apache.flume.event.EventBuilder} would make another map of the headers. */
  static Event event(OutboxRow row) {
    Event event = new SimpleEvent();
    event.setBody(row.body());
    event.setHeaders(row.headers());
    return event;
  }

  private void backOff() throws InterruptedException {
    pause.millis(retryMillis);
    retryMillis = Math.min(2 * retryMillis, MAX_RETRY_MILLIS);
  }

  private static InterruptedException stopped(RuntimeException e) {
    InterruptedException stopped = new InterruptedException(e.getMessage());
    stopped.initCause(e);
    return stopped;
  }

  private synchronized @Nullable Outbox claimedOutbox() {
    if (config == null) {
      return null;
    }
    if (outbox != null && !outbox.isClosed()) {
      return outbox;
    }
    outbox = null;
    try {
      Outbox found = Outboxes.find(config.sink, config.stateDir);
      if (found == null) {
        complainAfterStartUp(
            "waits for "
                + config
                + ", which is not running in this agent; "
                + Outboxes.running(config.sink));
      } else if (found.claim(this)) {
        outbox = found;
      } else {
        complain(
            "delivers nothing: "
                + config
                + " is drained already, by another WindowResultSource or as files (files.path); to"
                + " fan out, give one source several channels");
      }
    } catch (IllegalStateException e) {
      complain(String.valueOf(e.getMessage()));
    }
    return outbox;
  }

  private void complainAfterStartUp(String what) {
    if (nanoTime.getAsLong() - startedNanos > START_UP_NANOS) {
      complain(what);
    }
  }

  /** Says it once, not at every attempt. */
  private void complain(String what) {
    if (!what.equals(complaint)) {
      complaint = what;
      LOGGER.warn("Source {} {}", getName(), what);
    }
  }

  @Override
  public long getBackOffSleepIncrement() {
    return RETRY_MILLIS;
  }

  @Override
  public long getMaxBackOffSleepInterval() {
    return WAIT_MILLIS;
  }
}
