package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.Nullable;
import java.io.Closeable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which the lines of a batch are read: the caller's, and daemons beside it that are
 * started when they are needed first. While no batch is read they wait.
 */
public final class LineThreads implements Closeable {
  private static final long LAST_STEPS_SECONDS = 10;

  /** To share less takes longer than to read it. */
  private static final long LEAST_BYTES = 128 << 10;

  /** Of so many lines a format says what is wrong with all of them. */
  private static final int FIRST_LINES = 1_000;

  private final int count;
  private final long leastBytes;
  private final int firstLines;

  /** Null if the caller's thread is the only one. */
  private final @Nullable ExecutorService helpers;

  /**
   * Starts none yet.
   *
   * @param name of the sink, with which their names begin
   * @param count how many, the caller's among them
   */
  public LineThreads(String name, int count) {
    this(name, count, LEAST_BYTES, FIRST_LINES);
  }

  /**
   * Likewise.
   *
   * @param leastBytes fewer bytes of lines are not shared between them
   * @param firstLines so many lines are not shared, so that a format sees those that come first
   */
  LineThreads(String name, int count, long leastBytes, int firstLines) {
    this.count = count;
    this.leastBytes = leastBytes;
    this.firstLines = firstLines;
    AtomicInteger number = new AtomicInteger(1);
    this.helpers =
        count == 1
            ? null
            : Executors.newFixedThreadPool(
                count - 1,
                work -> {
                  Thread thread =
                      new Thread(
                          work, "window-sink-" + name + "-lines-" + number.incrementAndGet());
                  thread.setDaemon(true);
                  return thread;
                });
  }

  /** How many there are, the caller's among them. */
  int count() {
    return count;
  }

  /** How many bytes of lines are worth to be shared. */
  long leastBytes() {
    return leastBytes;
  }

  /** How many lines of a sink come first, and are not shared. */
  int firstLines() {
    return firstLines;
  }

  /**
   * Runs the parts side by side, the first one on this thread, and waits for all of them. What one
   * of them throws, this throws, whatever thread it was on. Not to be called after {@link #close}.
   */
  void run(List<? extends Runnable> parts) {
    ExecutorService others = helpers;
    if (others == null) {
      parts.forEach(Runnable::run);
      return;
    }
    CompletableFuture<Void> rest =
        CompletableFuture.allOf(
            parts.stream()
                .skip(1)
                .map(part -> CompletableFuture.runAsync(part, others))
                .toArray(CompletableFuture<?>[]::new));
    try {
      parts.get(0).run();
    } finally {
      rest.handle((nothing, failure) -> true).join(); // nobody may go on with what it reads
    }
    try {
      rest.join();
    } catch (CompletionException e) {
      throw unwrapped(e);
    }
  }

  private static RuntimeException unwrapped(CompletionException e) {
    @Nullable Throwable cause = e.getCause();
    if (cause instanceof Error) {
      throw (Error) cause;
    }
    return cause instanceof RuntimeException ? (RuntimeException) cause : e;
  }

  /** Ends those that were started; no batch may be read at this time. */
  @Override
  public void close() {
    if (helpers == null) {
      return;
    }
    helpers.shutdown();
    try {
      helpers.awaitTermination(LAST_STEPS_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // they end all the same
    }
  }
}
