package io.github.flumeaggregation.window.files;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.window.state.DurableEngine;
import io.github.flumeaggregation.window.state.StateException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread on which the rows of a sink become files, and the one that waits for HDFS. */
public final class FileThread {
  private static final Logger LOGGER = LoggerFactory.getLogger(FileThread.class);
  private static final long RETRY_MILLIS = 1_000;

  /** A delivery that has been begun is given this long; what is left of it is done at the start. */
  private static final long FINISH_MILLIS = 3_000;

  private static final long INTERRUPTED_MILLIS = 5_000;

  private final String sink;
  private final Supplier<@Nullable DurableEngine> engine;
  private final Consumer<DurableEngine> fail;
  private final FileDelivery delivery;
  private final Thread thread;
  private final AtomicLong filesWritten = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private boolean started;
  private volatile boolean stopped;
  private String complaint = "";

  /**
   * A thread that has not begun.
   *
   * @param sink its name, for the log
   * @param engine gives the present state, null while there is none
   * @param fail takes a state that could not be written
   */
  public FileThread(
      String sink,
      Supplier<@Nullable DurableEngine> engine,
      Consumer<DurableEngine> fail,
      FileDelivery delivery) {
    this.sink = sink;
    this.engine = engine;
    this.fail = fail;
    this.delivery = delivery;
    thread = new Thread(this::run, "window-sink-" + sink + "-files");
    thread.setDaemon(true);
  }

  /** Begins, unless it has begun. */
  public void start() {
    if (!started) {
      started = true;
      thread.start();
    }
  }

  /** Files made since the start. */
  public long filesWritten() {
    return filesWritten.get();
  }

  /** Attempts that failed since the start. */
  public long failures() {
    return failures.get();
  }

  private void run() {
    try {
      while (!stopped) {
        attempt();
      }
    } catch (InterruptedException e) {
      LOGGER.debug("Sink {} was stopped while it waited for its files", sink);
    }
    closeDelivery();
  }

  /**
   * Whatever is thrown, the thread goes on: without it the rows would wait until the next start.
   */
  private void attempt() throws InterruptedException {
    try {
      deliver();
    } catch (IOException | RuntimeException | Error e) {
      complain(e);
      closeStore();
      pause();
    }
  }

  private void deliver() throws IOException, InterruptedException {
    DurableEngine present = engine.get();
    if (present == null || !delivery.isNeeded(present)) {
      pause();
      return;
    }
    try {
      filesWritten.addAndGet(delivery.deliverNext(present));
      complaint = "";
    } catch (StateException e) {
      fail.accept(present);
      throw e;
    }
  }

  private void pause() throws InterruptedException {
    if (!stopped) {
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    }
  }

  /** Says it once, not at every attempt. */
  private void complain(Throwable e) {
    failures.incrementAndGet();
    String what = e.toString();
    if (!stopped && !what.equals(complaint)) {
      complaint = what;
      LOGGER.warn(
          "Sink {} cannot deliver its rows as files, and tries on; they wait: {}", sink, what, e);
    }
  }

  private void closeStore() {
    try {
      delivery.closeStore();
    } catch (IOException | RuntimeException | Error e) {
      LOGGER.debug("Sink {} could not close its file system", sink, e);
    }
  }

  private void closeDelivery() {
    try {
      delivery.close();
    } catch (IOException | RuntimeException | Error e) {
      LOGGER.debug("Sink {} could not close its file system", sink, e);
    }
  }

  /** Ends the thread; to be called when the outbox has been closed, and before the state is. */
  public void stop() {
    stopped = true;
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(FINISH_MILLIS);
      thread.interrupt();
      thread.join(INTERRUPTED_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
