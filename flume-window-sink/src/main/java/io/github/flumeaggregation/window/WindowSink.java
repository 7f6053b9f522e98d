package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.ContextParameters;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.core.config.Warned;
import io.github.flumeaggregation.core.confirm.ConfirmingSinks;
import io.github.flumeaggregation.core.runtime.StartReport;
import io.github.flumeaggregation.window.files.FileStores;
import io.github.flumeaggregation.window.state.Disk;
import io.github.flumeaggregation.window.state.StateException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flume.Channel;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.EventDeliveryException;
import org.apache.flume.Transaction;
import org.apache.flume.conf.BatchSizeSupported;
import org.apache.flume.conf.Configurable;
import org.apache.flume.conf.ConfigurationException;
import org.apache.flume.sink.AbstractSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aggregates the events of its channel by event time; {@link WindowResultSource} delivers the
 * results. See docs/window-sink.md for its keys.
 *
 * <p>A batch is taken from the channel, aggregated, made durable, and only then committed; if the
 * commit fails, or the process dies before it, its events come again and are recognised. Windows
 * close by a timer, since Flume calls an idle sink only every few seconds.
 */
public final class WindowSink extends AbstractSink
    implements Configurable, BatchSizeSupported, Warned {
  private static final Logger LOGGER = LoggerFactory.getLogger(WindowSink.class);

  private static final long TICK_MILLIS = 50;
  private static final long IDLE_WAIT_MILLIS = 50;

  private final Disk disk;
  private final LongSupplier wallMillis;
  private final LongSupplier nanoTime;
  private @Nullable WindowSinkConfig config;
  private @Nullable WindowSinkCounter counter;
  private volatile @Nullable RunningSink running;
  private @Nullable ScheduledExecutorService timer;
  private @Nullable BatchTaker taker;
  private final Complaint complaint;
  private final Supplier<@Nullable Object> channel = this::getChannel;

  /** Called by Flume. */
  public WindowSink() {
    this(new Disk(), System::currentTimeMillis, System::nanoTime);
  }

  WindowSink(Disk disk, LongSupplier wallMillis, LongSupplier nanoTime) {
    this.disk = disk;
    this.wallMillis = wallMillis;
    this.nanoTime = nanoTime;
    complaint = new Complaint(nanoTime);
  }

  @Override
  public void configure(Context context) {
    report();
    try {
      config = new WindowSinkConfig(getName(), ContextParameters.of(context));
      config.warnings.forEach(LOGGER::warn);
    } catch (SettingsException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
    if (config.files != null && !FileStores.isAvailable(config.files.path.toString())) {
      throw new ConfigurationException(
          "WindowSink '"
              + getName()
              + "': files.path = '"
              + config.files.path
              + "' needs Hadoop's client, whose classes this agent does not find. Set HADOOP_HOME"
              + " for bin/flume-ng, or put hadoop-client-api and hadoop-client-runtime into"
              + " plugins.d/hadoop/libext",
          new ClassNotFoundException(FileStores.HADOOP));
    }
    if (counter == null) {
      counter = new WindowSinkCounter(getName(), this::statistics, wallMillis);
    }
    ConfirmingSinks.add(getName(), channel);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // tick() reports its own failures
  public synchronized void start() {
    if (config == null || counter == null) {
      throw new IllegalStateException("not configured");
    }
    running = new RunningSink(config, disk, wallMillis, nanoTime);
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "window-sink-" + getName() + "-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    counter.start();
    super.start();
  }

  /** Before all else, and once: a start that fails is repeated every few seconds. */
  private void report() {
    LOGGER.info("WindowSink '{}' of Flume Aggregation {}", getName(), StartReport.version());
    String warning = StartReport.heapWarning();
    if (warning != null) {
      LOGGER.warn("WindowSink '{}': {}", getName(), warning);
    }
  }

  @Override
  public synchronized void stop() {
    ConfirmingSinks.remove(getName(), channel);
    RunningSink stopped = running;
    if (stopped != null && timer != null && counter != null) {
      running = null;
      timer.shutdown();
      stopped.close();
      counter.stop();
    }
    super.stop();
  }

  @Override
  public List<String> warnings() {
    return config == null ? Collections.emptyList() : config.warnings;
  }

  @Override
  public long getBatchSize() {
    return config == null ? 0 : config.batchSize;
  }

  @Override
  public Status process() throws EventDeliveryException {
    RunningSink now = running;
    if (now == null) {
      return Status.BACKOFF;
    }
    try {
      if (!now.isReady(IDLE_WAIT_MILLIS)) {
        return Status.READY;
      }
      if (!processBatch(now)) {
        // Not Flume's back-off, which lasts seconds: new events are to be seen at once.
        TimeUnit.MILLISECONDS.sleep(IDLE_WAIT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Status.BACKOFF;
    } catch (Error e) {
      // Not as it is: an Error ends Flume's thread for this sink for good, and silently.
      throw new EventDeliveryException(
          "Sink " + getName() + " opens its state anew and tries again, after " + e, e);
    }
    return Status.READY;
  }

  private BatchTaker taker(Channel channel, RunningSink now) {
    if (taker == null || !taker.isFor(channel, now.config())) {
      taker = new BatchTaker(channel, now.config(), nanoTime);
    }
    return taker;
  }

  private boolean processBatch(RunningSink now) throws EventDeliveryException {
    Channel channel = getChannel();
    long askedNanos = nanoTime.getAsLong();
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    try {
      BatchTaker from = taker(channel, now);
      List<Event> batch = from.take();
      MarkedBatch marked = new MarkedBatch(batch);
      int news = marked.data().isEmpty() ? 0 : now.aggregate(marked.data(), wallMillis.getAsLong());
      transaction.commit();
      if (marked.hasMarkers()) {
        confirm(marked, from);
      }
      count(batch.size());
      now.idleClock().took(news, askedNanos);
      return !batch.isEmpty();
    } catch (StateException e) {
      transaction.rollback();
      throw new EventDeliveryException(
          "Sink " + getName() + " tries again in a few seconds: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      transaction.rollback();
      throw e;
    } finally {
      transaction.close();
    }
  }

  private void confirm(MarkedBatch batch, BatchTaker from) {
    if (from.isAlone()) {
      batch.confirm(getName());
    } else if (complaint.isDue(getChannel().getName())) {
      LOGGER.error(
          "Sink {} confirms no positions: another sink takes from channel '{}' as well, so that"
              + " nobody knows what has been counted. confirmedBy of a tail source needs a channel"
              + " that this sink alone takes from",
          getName(),
          getChannel().getName());
    }
  }

  private void count(int events) {
    if (counter == null || config == null) {
      return;
    }
    if (events == 0) {
      counter.incrementBatchEmptyCount();
    } else if (events < config.batchSize) {
      counter.incrementBatchUnderflowCount();
    } else {
      counter.incrementBatchCompleteCount();
    }
    counter.addToEventDrainAttemptCount(events);
    counter.addToEventDrainSuccessCount(events);
  }

  private @Nullable SinkStatistics statistics() {
    RunningSink now = running;
    return now == null ? null : now.statistics();
  }

  /** Closes windows while no events come. */
  private void tick() {
    RunningSink now = running;
    try {
      if (now != null) {
        now.tick(wallMillis.getAsLong());
      }
    } catch (RuntimeException | Error e) {
      // A timer that throws is never called again.
      LOGGER.error("Sink {} could not close its windows: {}", getName(), e.getMessage(), e);
    }
  }
}
