package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.watch.DirectoryWatch;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.annotation.concurrent.GuardedBy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that lets a {@link Tailer} work, and ends it within a second. */
public final class TailThread {
  private static final Logger LOG = LoggerFactory.getLogger(TailThread.class);
  private static final long CALM_STOP_MILLIS = 500;
  private static final long HARD_STOP_MILLIS = 400;

  /** How long the end waits for what was sent to be confirmed. */
  private static final long CONFIRMED_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  private static final long ERROR_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Passes that notice of changes asks for are at least this far apart. */
  private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Tailer tailer;
  private final @Nullable DirectoryWatch watch;
  private final Time time;
  private final Runnable betweenPasses;
  private final Runnable afterwards;
  private final Thread thread;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private boolean stopping;

  /**
   * @param watch what the tailer is told of changes by; closed at the end
   * @param time by which it waits between passes
   * @param betweenPasses what else is to be done on this thread, often
   * @param afterwards what to do when the tailer has ended
   */
  public TailThread(
      String name,
      Tailer tailer,
      @Nullable DirectoryWatch watch,
      Time time,
      Runnable betweenPasses,
      Runnable afterwards) {
    this.tailer = tailer;
    this.watch = watch;
    this.time = time;
    this.betweenPasses = betweenPasses;
    this.afterwards = afterwards;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /**
   * Ends the work: positions are saved, as far as they are confirmed by then, and files closed. May
   * be called again.
   */
  public void stop() {
    synchronized (lock) {
      stopping = true;
      lock.notifyAll();
    }
    closeWatch();
    try {
      thread.join(CALM_STOP_MILLIS);
      if (thread.isAlive()) {
        // It waits inside a full channel; what that has not taken is read again.
        thread.interrupt();
        thread.join(HARD_STOP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("{} is still busy in a channel or an interceptor; it ends by itself", thread);
    }
  }

  private void closeWatch() {
    if (watch != null) {
      try {
        watch.close();
      } catch (IOException e) {
        LOG.debug("Cannot close {}", watch, e);
      }
    }
  }

  private void run() {
    try {
      while (!isStopping()) {
        waitFor(pass());
      }
      awaitConfirmation();
    } finally {
      // An interrupt was meant for the channel, not for the saving of positions.
      Thread.interrupted();
      try {
        tailer.close();
      } finally {
        afterwards.run();
      }
    }
  }

  /** A sink that is at work confirms at once: then a clean stop has nothing to read again. */
  private void awaitConfirmation() {
    long deadline = time.nanos() + CONFIRMED_NANOS;
    try {
      while (!tailer.saveAll() && time.nanos() - deadline < 0) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
    } catch (InterruptedException e) {
      LOG.debug("Interrupted", e);
    }
  }

  private boolean isStopping() {
    synchronized (lock) {
      return stopping;
    }
  }

  private long pass() {
    try {
      betweenPasses.run();
      return tailer.pass();
    } catch (RuntimeException | Error e) {
      LOG.error("Unexpected failure; going on in a second", e);
      return ERROR_WAIT_NANOS;
    }
  }

  private void waitFor(long nanos) {
    try {
      if (watch == null || nanos <= CALM_NANOS) {
        sleep(nanos);
      } else {
        sleep(CALM_NANOS);
        watch.await(nanos - CALM_NANOS);
      }
    } catch (InterruptedException e) {
      // Only stop() ends this thread; the flag is cleared, so that it does not end a wait again.
      LOG.debug("Interrupted", e);
    }
  }

  private void sleep(long nanos) throws InterruptedException {
    long deadline = time.nanos() + nanos;
    synchronized (lock) {
      for (long left = nanos; left > 0 && !stopping; left = deadline - time.nanos()) {
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
    }
  }
}
