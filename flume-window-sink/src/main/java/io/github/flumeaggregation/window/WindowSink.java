package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flume.Channel;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.Transaction;
import org.apache.flume.conf.BatchSizeSupported;
import org.apache.flume.conf.Configurable;
import org.apache.flume.conf.ConfigurationException;
import org.apache.flume.instrumentation.SinkCounter;
import org.apache.flume.sink.AbstractSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aggregates the events of its channel by event time; {@link WindowResultSource} delivers the
 * results. See docs/window-sink.md for its keys.
 *
 * <p>A batch is taken from the channel, aggregated, and only then committed; if the commit fails,
 * its events come again and are recognised. Windows close by a timer, since Flume calls an idle
 * sink only every few seconds.
 */
public final class WindowSink extends AbstractSink implements Configurable, BatchSizeSupported {
  private static final Logger LOGGER = LoggerFactory.getLogger(WindowSink.class);

  private static final long TICK_MILLIS = 50;
  private static final long IDLE_WAIT_MILLIS = 50;

  /** Guards the engine; never held while events are taken. */
  private final Object engineLock = new Object();

  private @Nullable WindowSinkConfig config;
  private @Nullable Running running;
  private @Nullable SinkCounter counter;

  /** What exists between start and stop. */
  private static final class Running {
    final WindowSinkConfig config;
    final WindowEngine engine;
    final Outbox outbox;
    final IdleClock idleClock;
    final ScheduledExecutorService timer;

    Running(String sinkName, WindowSinkConfig config) {
      this.config = config;
      this.engine = new WindowEngine(sinkName, config);
      this.outbox = new Outbox(config.maxPendingRows);
      this.idleClock = new IdleClock(config.timeRules.idleTimeoutMillis);
      this.timer =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "window-sink-" + sinkName + "-timer");
                thread.setDaemon(true);
                return thread;
              });
    }
  }

  @Override
  public void configure(Context context) {
    try {
      config = new WindowSinkConfig(getName(), context.getParameters());
      config.warnings.forEach(LOGGER::warn);
    } catch (SettingsException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
    if (counter == null) {
      counter = new SinkCounter(getName());
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // tick() reports its own failures
  public synchronized void start() {
    if (config == null || counter == null) {
      throw new IllegalStateException("not configured");
    }
    Running started = new Running(getName(), config);
    running = started;
    Outboxes.register(new Outboxes.Address(getName(), config.stateDir), started.outbox);
    started.timer.scheduleWithFixedDelay(
        this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    counter.start();
    super.start();
  }

  @Override
  public synchronized void stop() {
    Running stopped = running;
    if (stopped != null && counter != null) {
      running = null;
      stopped.timer.shutdownNow();
      Outboxes.unregister(stopped.outbox);
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
    Running now = running;
    if (now == null) {
      return Status.BACKOFF;
    }
    try {
      if (!now.outbox.awaitRoom(IDLE_WAIT_MILLIS)) {
        return Status.READY;
      }
      if (!processBatch(now)) {
        // Not Flume's back-off, which lasts seconds: new events are to be seen at once.
        TimeUnit.MILLISECONDS.sleep(IDLE_WAIT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Status.BACKOFF;
    }
    return Status.READY;
  }

  private boolean processBatch(Running now) {
    Channel channel = getChannel();
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    try {
      List<Event> batch = take(channel, now.config);
      if (!batch.isEmpty()) {
        aggregate(now, batch);
      }
      transaction.commit();
      now.idleClock.took(batch.size());
      return !batch.isEmpty();
    } catch (RuntimeException | Error e) {
      transaction.rollback();
      throw e;
    } finally {
      transaction.close();
    }
  }

  private static List<Event> take(Channel channel, WindowSinkConfig config) {
    List<Event> batch = new ArrayList<>();
    long bytes = 0;
    while (batch.size() < config.batchSize && bytes < config.batchBytes) {
      Event event = channel.take();
      if (event == null) {
        break;
      }
      batch.add(event);
      bytes += event.getBody().length;
    }
    return batch;
  }

  private void aggregate(Running now, List<Event> batch) {
    long wallMillis = System.currentTimeMillis();
    synchronized (engineLock) {
      for (Event event : batch) {
        now.engine.add(event.getHeaders(), event.getBody(), wallMillis);
      }
      now.engine.endBatch(wallMillis);
      now.outbox.add(now.engine.takeResults());
    }
  }

  /** Closes windows while no events come. */
  private void tick() {
    Running now = running;
    if (now == null || !now.idleClock.isIdle()) {
      return;
    }
    try {
      synchronized (engineLock) {
        now.engine.channelIdle(System.currentTimeMillis());
        now.outbox.add(now.engine.takeResults());
      }
    } catch (RuntimeException e) {
      // A timer that throws is never called again.
      LOGGER.error("Sink {} could not close its windows", getName(), e);
    }
  }
}
