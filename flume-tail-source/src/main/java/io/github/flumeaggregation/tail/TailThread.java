package io.github.flumeaggregation.tail;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that lets a {@link Tailer} work, and ends it within a second. */
final class TailThread {
  private static final Logger LOG = LoggerFactory.getLogger(TailThread.class);
  private static final long CALM_STOP_MILLIS = 500;
  private static final long HARD_STOP_MILLIS = 400;
  private static final long ERROR_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Tailer tailer;
  private final Thread thread;
  private final Object lock = new Object();
  private boolean stopping;

  TailThread(Tailer tailer, String name) {
    this.tailer = tailer;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Ends the work: positions are saved and files closed. May be called again. */
  void stop() {
    synchronized (lock) {
      stopping = true;
      lock.notifyAll();
    }
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

  private void run() {
    try {
      while (!isStopping()) {
        waitFor(pass());
      }
    } finally {
      // An interrupt was meant for the channel, not for the saving of positions.
      Thread.interrupted();
      tailer.close();
    }
  }

  private boolean isStopping() {
    synchronized (lock) {
      return stopping;
    }
  }

  private long pass() {
    try {
      return tailer.pass();
    } catch (RuntimeException | Error e) {
      LOG.error("Unexpected failure; going on in a second", e);
      return ERROR_WAIT_NANOS;
    }
  }

  private void waitFor(long nanos) {
    long deadline = System.nanoTime() + nanos;
    synchronized (lock) {
      try {
        for (long left = nanos; left > 0 && !stopping; left = deadline - System.nanoTime()) {
          TimeUnit.NANOSECONDS.timedWait(lock, left);
        }
      } catch (InterruptedException e) {
        // Only stop() ends this thread; the flag is cleared, so that it does not end a wait again.
        LOG.debug("Interrupted", e);
      }
    }
  }
}
