package io.github.flumeaggregation.window.files;

import io.github.flumeaggregation.core.Nullable;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that work for a file system on many files at once: each of its steps mostly waits, for
 * the answer of a NameNode or for a disk.
 */
final class FileWorkers implements Closeable {
  private static final int THREADS = 16;
  private static final long KEEP_SECONDS = 5;

  private final ThreadPoolExecutor threads;

  FileWorkers(String name) {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            KEEP_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** What is done with one of many. */
  interface Work<T> {
    void on(T one) throws IOException;
  }

  /**
   * Does something with each, in no particular order, and returns when all is done. A failure of
   * one keeps no other from being done.
   *
   * @throws IOException the first failure
   */
  <T> void each(Collection<T> all, Work<T> work) throws IOException, InterruptedException {
    List<Future<?>> tasks = new ArrayList<>(all.size());
    for (T one : all) {
      tasks.add(
          threads.submit(
              () -> {
                work.on(one);
                return null;
              }));
    }
    try {
      await(tasks);
    } catch (InterruptedException e) {
      tasks.forEach(task -> task.cancel(true));
      throw e;
    }
  }

  private static void await(List<Future<?>> tasks) throws IOException, InterruptedException {
    @Nullable Throwable failure = null;
    for (Future<?> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
      }
    }
    if (failure != null) {
      // With the trace of this thread too, and with a message that says what it was.
      throw failure instanceof IOException
          ? (IOException) failure
          : new IOException(failure.toString(), failure);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
