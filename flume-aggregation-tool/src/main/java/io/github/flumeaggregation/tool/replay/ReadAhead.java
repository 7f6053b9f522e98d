package io.github.flumeaggregation.tool.replay;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.log.Block;
import io.github.flumeaggregation.tool.log.BlockReader;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads logs, one after the other, on a thread of its own, so that reading and decompressing take
 * no time of the engine's. Memory: {@value #BLOCKS} blocks.
 */
final class ReadAhead implements Closeable {
  private static final int BLOCKS = 16;

  private final BlockingQueue<Read> reads = new ArrayBlockingQueue<>(BLOCKS);
  private final Thread thread;
  private @Nullable Read current;

  /** A block of one of the logs, what kept it from being read, or (with neither) the end of all. */
  private static final class Read {
    final int log;
    final @Nullable Block block;
    final @Nullable RuntimeException failure;

    Read(int log, @Nullable Block block, @Nullable RuntimeException failure) {
      this.log = log;
      this.block = block;
      this.failure = failure;
    }
  }

  /** Begins to read. */
  ReadAhead(List<Path> logs) {
    thread = new Thread(() -> readAll(logs), "read-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  private void readAll(List<Path> logs) {
    try {
      try {
        for (int i = 0; i < logs.size(); i++) {
          read(i, logs.get(i));
        }
        reads.put(new Read(logs.size(), null, null));
      } catch (RuntimeException e) {
        reads.put(new Read(0, null, e));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody waits for more
    }
  }

  private void read(int log, Path path) throws InterruptedException {
    try (BlockReader reader = new BlockReader(path)) {
      for (Block block = reader.next(); block != null; block = reader.next()) {
        reads.put(new Read(log, block, null));
      }
    }
  }

  /**
   * The next block; null at the end.
   *
   * @throws io.github.flumeaggregation.tool.log.LogException if a log cannot be read
   */
  @Nullable
  Block next() {
    try {
      Read read = reads.take();
      current = read;
      if (read.failure != null) {
        throw read.failure;
      }
      return read.block;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Of which log the last block was, counted from 0. */
  int log() {
    return current == null ? 0 : current.log;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
