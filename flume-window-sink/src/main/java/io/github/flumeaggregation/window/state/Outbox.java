package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import javax.annotation.concurrent.GuardedBy;

/**
 * Results that the window sink has made and the result source has not yet delivered, in order.
 *
 * <p>A row leaves only by {@link #acknowledge}, after its channel has committed; until then {@link
 * #peek} gives it again. One reader at a time: who {@link #claim}s the outbox. Safe for use by
 * several threads.
 */
public final class Outbox {
  private final int maxPendingRows;
  private final long maxPendingBytes;

  @GuardedBy("lock")
  private long bytes;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final ArrayDeque<OutboxRow> rows = new ArrayDeque<>();

  private final IntConsumer onAcknowledge;

  @GuardedBy("lock")
  private long firstSequence;

  /** How many of the oldest rows an earlier process has made: they have waited long enough. */
  @GuardedBy("lock")
  private int recovered;

  @GuardedBy("lock")
  private @Nullable Object reader;

  @GuardedBy("lock")
  private boolean closed;

  /**
   * An empty outbox.
   *
   * @param maxPendingRows at how many rows it is full
   * @param maxPendingBytes at how many bytes of rows it is full as well
   * @param firstSequence how many rows have been delivered since the state began
   * @param onAcknowledge is told how many rows have been delivered; it is to {@link #remove} them
   */
  public Outbox(
      int maxPendingRows, long maxPendingBytes, long firstSequence, IntConsumer onAcknowledge) {
    this.maxPendingRows = maxPendingRows;
    this.maxPendingBytes = maxPendingBytes;
    this.firstSequence = firstSequence;
    this.onAcknowledge = onAcknowledge;
  }

  /** Adds rows. More than the bound may come of one batch; {@link #isFull} stops the next one. */
  public void add(List<OutboxRow> newRows) {
    lock.lock();
    try {
      for (OutboxRow row : newRows) {
        rows.add(row);
        bytes += row.bytes();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Adds the rows that an earlier process left. */
  void addRecovered(List<OutboxRow> oldRows) {
    lock.lock();
    try {
      recovered = oldRows.size();
      add(oldRows);
    } finally {
      lock.unlock();
    }
  }

  /** Number of rows that wait. */
  public int size() {
    lock.lock();
    try {
      return rows.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether as many rows wait as are allowed to. */
  public boolean isFull() {
    return room() == 0;
  }

  /** How many rows more may wait, by their number and by the size of those that do. */
  int room() {
    lock.lock();
    try {
      int byNumber = maxPendingRows - rows.size();
      if (rows.isEmpty()) {
        return byNumber;
      }
      long averageBytes = bytes / rows.size();
      return (int) Math.max(0, Math.min(byNumber, (maxPendingBytes - bytes) / averageBytes));
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is room, at most for a time; answers whether there is. */
  public boolean awaitRoom(long timeoutMillis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
      while (isFull() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return !isFull();
    } finally {
      lock.unlock();
    }
  }

  /** The oldest rows, at most {@code max}; waits for the first at most for a time. */
  public List<OutboxRow> peek(int max, long timeoutMillis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
      while (rows.isEmpty() && nanos > 0 && !closed) {
        nanos = changed.awaitNanos(nanos);
      }
      List<OutboxRow> oldest = new ArrayList<>(Math.min(max, rows.size()));
      for (Iterator<OutboxRow> i = rows.iterator(); i.hasNext() && oldest.size() < max; ) {
        oldest.add(i.next());
      }
      return oldest;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The oldest rows, at most {@code max}; waits until so many are there, or until one has waited
   * for a time; how long a row waited before a restart is not known, and taken for long enough.
   * None if the outbox is closed meanwhile.
   */
  public List<OutboxRow> awaitRun(int max, long lingerMillis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (rows.isEmpty() && !closed) {
        changed.await();
      }
      long nanos = TimeUnit.MILLISECONDS.toNanos(recovered > 0 ? 0 : lingerMillis);
      while (rows.size() < max && nanos > 0 && !closed) {
        nanos = changed.awaitNanos(nanos);
      }
      return closed ? new ArrayList<>() : peek(max, 0);
    } finally {
      lock.unlock();
    }
  }

  /** The number of the oldest row: how many have been delivered since the state began. */
  public long firstSequence() {
    lock.lock();
    try {
      return firstSequence;
    } finally {
      lock.unlock();
    }
  }

  /** All rows that wait, the oldest first. */
  public List<OutboxRow> all() {
    lock.lock();
    try {
      return new ArrayList<>(rows);
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the {@code count} oldest rows have been delivered. */
  public void acknowledge(int count) {
    // Outside the lock: what it calls has a lock of its own, which is taken before this one.
    onAcknowledge.accept(count);
  }

  /** Removes the {@code count} oldest rows. */
  public void remove(int count) {
    BitSet oldest = new BitSet();
    oldest.set(0, count);
    remove(oldest);
  }

  /** Removes rows, numbered from the oldest. */
  void remove(BitSet delivered) {
    lock.lock();
    try {
      List<OutboxRow> kept = new ArrayList<>();
      for (int i = 0; i < delivered.length(); i++) {
        OutboxRow row = rows.removeFirst();
        if (!delivered.get(i)) {
          kept.add(row);
        } else {
          bytes -= row.bytes();
        }
      }
      for (int i = kept.size() - 1; i >= 0; i--) {
        rows.addFirst(kept.get(i));
      }
      firstSequence += delivered.cardinality();
      recovered = Math.max(0, recovered - delivered.cardinality());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the waiting of readers: the sink has stopped, and its next outbox is another one. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the sink has stopped. */
  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Makes {@code newReader} the one that drains this outbox; false if there is another. */
  public boolean claim(Object newReader) {
    lock.lock();
    try {
      if (reader == null) {
        reader = newReader;
      }
      return reader == newReader;
    } finally {
      lock.unlock();
    }
  }

  /** Ends what {@link #claim} began. */
  public void release(Object oldReader) {
    lock.lock();
    try {
      if (reader == oldReader) {
        reader = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
