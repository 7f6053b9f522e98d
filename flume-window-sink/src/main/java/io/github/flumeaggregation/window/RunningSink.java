package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.live.LiveWindows;
import io.github.flumeaggregation.core.metric.Reading;
import io.github.flumeaggregation.window.engine.LineThreads;
import io.github.flumeaggregation.window.files.FileDelivery;
import io.github.flumeaggregation.window.files.FileStores;
import io.github.flumeaggregation.window.files.FileThread;
import io.github.flumeaggregation.window.state.Disk;
import io.github.flumeaggregation.window.state.DurableEngine;
import io.github.flumeaggregation.window.state.KnownState;
import io.github.flumeaggregation.window.state.StateException;
import java.io.Closeable;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.annotation.concurrent.GuardedBy;
import org.apache.flume.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What exists between start and stop of a sink: its {@link DurableEngine}, and another one in its
 * place whenever the state could not be written, until the disk is well again.
 *
 * <p>Safe for use by several threads.
 */
final class RunningSink implements Closeable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunningSink.class);
  private static final long REOPEN_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final WindowSinkConfig config;
  private final Disk disk;
  private final LongSupplier wallMillis;
  private final LongSupplier nanoTime;
  private final IdleClock idleClock;
  private final FileDelivery fileDelivery;
  private final FileThread fileThread;
  private final LineThreads lineThreads;

  @GuardedBy("this")
  private final Complaint complaint;

  @GuardedBy("this")
  private @Nullable DurableEngine engine;

  @GuardedBy("this")
  private KnownState known = KnownState.NONE;

  @GuardedBy("this")
  private long failedNanos;

  @GuardedBy("this")
  private long eventsSetAside;

  @GuardedBy("this")
  private boolean closed;

  /**
   * Opens the state, now or, if it cannot be used, as soon as it can.
   *
   * @param wallMillis the wall clock, in milliseconds since the epoch
   * @param nanoTime nanoseconds since any time, never going back
   */
  RunningSink(WindowSinkConfig config, Disk disk, LongSupplier wallMillis, LongSupplier nanoTime) {
    this.config = config;
    this.disk = disk;
    this.wallMillis = wallMillis;
    this.nanoTime = nanoTime;
    this.complaint = new Complaint(nanoTime);
    this.idleClock = new IdleClock(config.job.timeRules.idleTimeoutMillis, nanoTime);
    this.fileDelivery = new FileDelivery(config.job, config.files, new FileStores(disk));
    this.lineThreads = new LineThreads(config.job.name, config.threads);
    this.fileThread = new FileThread(config.job.name, this::engine, this::fail, fileDelivery);
    tryToOpen();
  }

  private synchronized void tryToOpen() {
    try {
      open();
      complaint.clear();
    } catch (StateException e) {
      failedNanos = nanoTime.getAsLong();
      String what = String.valueOf(e.getMessage());
      if (complaint.isDue(what)) {
        LOGGER.error("Sink {} takes nothing, and tries on: {}", config.job.name, what);
      }
    } catch (RuntimeException | Error e) {
      // Used-up memory, say: as it is, it would end the sink for good.
      failedNanos = nanoTime.getAsLong();
      if (complaint.isDue(e.toString())) {
        LOGGER.error(
            "Sink {} cannot open its state, takes nothing, and tries on", config.job.name, e);
      }
    }
  }

  @GuardedBy("this")
  private void open() {
    DurableEngine opened = DurableEngine.open(config.state, disk, known);
    try {
      use(opened);
    } catch (RuntimeException | Error e) {
      opened.close(); // or its lock would be held, and nobody had it
      throw e;
    }
    engine = opened;
  }

  @GuardedBy("this")
  private void use(DurableEngine opened) {
    opened.useThreads(lineThreads);
    if (fileDelivery.isNeeded(opened)) {
      opened.outbox().claim(fileDelivery);
      fileThread.start();
    }
    Outboxes.register(
        new Outboxes.Address(config.job.name, config.state.directory), opened.outbox());
  }

  WindowSinkConfig config() {
    return config;
  }

  /** Whether a batch may be taken: there is a state, and room for its results. */
  boolean isReady(long waitMillis) throws InterruptedException {
    DurableEngine current = openedAgain();
    if (current == null) {
      TimeUnit.MILLISECONDS.sleep(waitMillis);
      return false;
    }
    if (!current.outbox().awaitRoom(waitMillis)) {
      return false;
    }
    if (current.hasResultsLeft()) {
      tick(wallMillis.getAsLong()); // they go before the results of more lines
      return false;
    }
    return true;
  }

  private synchronized @Nullable DurableEngine openedAgain() {
    if (engine == null && !closed && nanoTime.getAsLong() - failedNanos > REOPEN_NANOS) {
      tryToOpen();
      if (engine != null) {
        LOGGER.info("Sink {} has its state and goes on", config.job.name);
      }
    }
    return engine;
  }

  /**
   * Aggregates a batch and makes it durable. A batch that fails again after the state was opened
   * anew is taken apart: each event that fails by itself is set aside, and the others go on.
   *
   * @return the number of events that are more than a source's word that it has nothing to read
   */
  synchronized int aggregate(List<Event> batch, long wallMillis) {
    try {
      return attempt(batch, wallMillis);
    } catch (StateException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOGGER.warn("Sink {} could not process a batch, and tries again", config.job.name, e);
      open();
    }
    try {
      return attempt(batch, wallMillis);
    } catch (StateException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      open();
      return takeApart(batch, wallMillis);
    }
  }

  @GuardedBy("this")
  private int takeApart(List<Event> batch, long wallMillis) {
    int news = 0;
    for (Event event : batch) {
      try {
        news += attempt(Collections.singletonList(event), wallMillis);
      } catch (StateException e) {
        throw e;
      } catch (RuntimeException | StackOverflowError e) {
        open();
        setAside(event, wallMillis, e);
        news++;
      }
    }
    return news;
  }

  @GuardedBy("this")
  private void setAside(Event event, long wallMillis, Throwable cause) {
    SetAside poison = new SetAside(event);
    LOGGER.error(
        "Sink {} cannot process the event {}: it is booked as unparsed and set aside",
        config.job.name,
        poison,
        cause);
    DurableEngine current = opened();
    try {
      current.setAside(poison.headers(), poison.body(), wallMillis);
    } catch (RuntimeException | Error e) {
      fail(current);
      throw e;
    }
    eventsSetAside++;
  }

  @GuardedBy("this")
  private DurableEngine opened() {
    if (engine == null) {
      throw new StateException("the state is not open");
    }
    return engine;
  }

  @GuardedBy("this")
  private int attempt(List<Event> batch, long wallMillis) {
    DurableEngine current = opened();
    try {
      int news = 0;
      for (Event event : batch) {
        news += current.add(event.getHeaders(), event.getBody(), wallMillis) ? 1 : 0;
      }
      current.commit(wallMillis);
      warn(config.job.format.takeRemarks());
      warn(current.takeRemarks());
      return news;
    } catch (RuntimeException | Error e) {
      fail(current);
      throw e;
    }
  }

  private void warn(List<String> remarks) {
    for (String remark : remarks) {
      LOGGER.warn("Sink {}: {}", config.job.name, remark);
    }
  }

  /** Knows since when the channel has been empty. */
  IdleClock idleClock() {
    return idleClock;
  }

  /** Closes windows while no events come. */
  synchronized void tick(long wallMillis) {
    DurableEngine current = engine;
    if (current == null) {
      return;
    }
    try {
      if (idleClock.isIdle()) {
        current.channelIdle(wallMillis);
      } else {
        current.commit(wallMillis);
      }
    } catch (RuntimeException | Error e) {
      fail(current);
      throw e;
    }
  }

  /** What there is to see of it; null while the state is not open. */
  synchronized @Nullable SinkStatistics statistics() {
    if (engine == null) {
      return null;
    }
    Reading reading = engine.read().and(WindowSinkMetrics.RUNNING.read(this));
    return new SinkStatistics(reading, engine.newestMillis());
  }

  // For WindowSinkMetrics.

  long filesWritten() {
    return fileThread.filesWritten();
  }

  long fileFailures() {
    return fileThread.failures();
  }

  synchronized long eventsSetAside() {
    return eventsSetAside;
  }

  /** The present state; null while it is not open. */
  synchronized @Nullable DurableEngine engine() {
    return engine;
  }

  /** What it holds in memory may differ from what is on the disk: the disk counts. */
  synchronized void fail(DurableEngine broken) {
    if (engine != broken) {
      return; // has been found out by another thread, or the sink is closed
    }
    failedNanos = nanoTime.getAsLong();
    engine = null;
    known = broken.known();
    Outboxes.unregister(broken.outbox());
    broken.close();
  }

  @Override
  public void close() {
    DurableEngine last = giveUp();
    LiveWindows.forget(config.job.name);
    // Not under the lock, which the thread may want.
    fileThread.stop();
    lineThreads.close();
    if (last != null) {
      last.close();
    }
  }

  private synchronized @Nullable DurableEngine giveUp() {
    closed = true;
    DurableEngine last = engine;
    engine = null;
    if (last != null) {
      Outboxes.unregister(last.outbox());
      last.outbox().close();
    }
    return last;
  }
}
