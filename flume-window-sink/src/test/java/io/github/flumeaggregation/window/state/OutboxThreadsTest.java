package io.github.flumeaggregation.window.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One thread that adds, two that take turns to read, and one that watches, as fast as they can:
 * each row comes out once, in its order, and the numbers of one moment fit together.
 */
@Tag("search")
class OutboxThreadsTest {
  private static final int ROWS = Integer.getInteger("test.rows", 400_000);
  private static final int MOST = 1_000;

  /** Large, so that one thread is often in the middle when another comes. */
  private static final int LARGEST_BATCH = 900;

  private final Outbox outbox = outbox();

  /** The number of the next row to be read; whoever has claimed the outbox has it too. */
  private volatile int next;

  private static Outbox outbox() {
    Outbox[] made = new Outbox[1];
    made[0] = new Outbox(MOST, (long) MOST * row(0).bytes(), 0, count -> made[0].remove(count));
    return made[0];
  }

  /** All take the same room. */
  private static String id(int number) {
    return Integer.toString(1_000_000 + number);
  }

  private static OutboxRow row(int number) {
    return new OutboxRow(Map.of("id", id(number)), new byte[0]);
  }

  private Void add() throws InterruptedException {
    for (int number = 0; number < ROWS; ) {
      if (outbox.awaitRoom(1_000)) {
        int count = Math.min(1 + number % LARGEST_BATCH, ROWS - number);
        outbox.add(
            IntStream.range(number, number + count).mapToObj(OutboxThreadsTest::row).toList());
        number += count;
      }
    }
    return null;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only whoever has claimed the outbox does
  private Void read() throws InterruptedException {
    Object reader = new Object();
    while (next < ROWS) {
      if (!outbox.claim(reader)) {
        Thread.onSpinWait();
        continue;
      }
      for (int turn = 0; turn < 5 && next < ROWS; turn++) {
        List<OutboxRow> rows = outbox.peek(1 + next % LARGEST_BATCH, 1);
        assertThat(outbox.firstSequence()).isEqualTo(next);
        for (OutboxRow row : rows) {
          assertThat(row.headers().get("id")).isEqualTo(id(next));
          next++;
        }
        outbox.acknowledge(rows.size());
      }
      outbox.release(reader);
    }
    return null;
  }

  private Void watch() {
    long before = 0;
    while (next < ROWS) {
      long delivered = outbox.firstSequence();
      assertThat(delivered).isBetween(before, (long) ROWS);
      before = delivered;
      assertThat(outbox.size()).isBetween(0, MOST + LARGEST_BATCH);
      assertThat(outbox.room()).isBetween(0, MOST);
    }
    return null;
  }

  @Test
  void rows_comeOutOnceInTheirOrder_andTheNumbersFitTogether() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> works = List.of(this::add, this::read, this::read, this::watch);
      List<Future<Void>> all = works.stream().map(threads::submit).toList();
      for (Future<Void> one : all) {
        one.get(10, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(outbox.size()).isZero();
    outbox.add(List.of(row(ROWS)));
    assertThat(outbox.room()).as("by bytes too").isEqualTo(MOST - 1);
  }
}
