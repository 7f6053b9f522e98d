package io.github.flumeaggregation.window;

import static io.github.flumeaggregation.window.row.Events.WALL;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.state.Disk;
import io.github.flumeaggregation.window.state.DurableEngine;
import io.github.flumeaggregation.window.state.StateException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.flume.Event;
import org.apache.flume.event.SimpleEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The threads that meet in a running sink, as fast as they can: Flume's, the timer's, the one that
 * drains the outbox, and one that watches, and now and then finds the state broken. Every row comes
 * out as it does from one thread alone, and whoever looks never sees half a batch.
 */
@Tag("search")
class FourThreadsTest {
  private static final String NAME = "FourThreadsTest";
  private static final int BATCHES = Integer.getInteger("test.batches", 300);
  private static final int LINES_PER_BATCH = 10;
  private static final long LINES_UNTIL_BROKEN = 500;
  private static final long SEED = Long.getLong("test.seed", 20261127);

  @TempDir Path directory;

  /** Moved by hand: a broken state is opened again after a while. */
  private final AtomicLong nanos = new AtomicLong();

  private final AtomicBoolean fed = new AtomicBoolean();

  /** What came out of the outbox, by id, as far as the sink knows that it did. */
  private final Map<String, String> delivered = new TreeMap<>();

  private int redelivered;

  /** Nothing is really forced, which only takes time. */
  private static final class QuickDisk extends Disk {
    @Override
    public Output open(File path) throws IOException {
      return new FileOutput(path) {
        @Override
        public void force() {
          LockSupport.parkNanos(1);
        }
      };
    }

    @Override
    public void forceDirectory(File folder) {}
  }

  /** Gives another thread time to come in between one event and the next. */
  private static final class PausingEvent extends SimpleEvent {
    PausingEvent(byte[] body, Map<String, String> headers) {
      setBody(body);
      setHeaders(headers);
    }

    @Override
    public Map<String, String> getHeaders() {
      LockSupport.parkNanos(1);
      return super.getHeaders();
    }
  }

  private RunningSink sink(String state) {
    Map<String, String> settings = Events.settings("maxPendingRows", "20");
    settings.put("stateDir", directory.resolve(state).toString());
    return new RunningSink(
        new WindowSinkConfig(NAME, settings), new QuickDisk(), () -> WALL, this::nanos);
  }

  /** Asked for in the middle of what is done: there another thread may come in between. */
  private long nanos() {
    LockSupport.parkNanos(1);
    return nanos.get();
  }

  private static List<Event> batch(int number) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < LINES_PER_BATCH; i++) {
      int line = number * LINES_PER_BATCH + i;
      String body = line(line * 5L, 200 + line % 3, line);
      events.add(new PausingEvent(bytes(body), position("f", line * 1_000L, body)));
    }
    return events;
  }

  private static Map<String, String> rows(List<OutboxRow> rows) {
    Map<String, String> texts = new TreeMap<>();
    rows.stream()
        .filter(row -> "row".equals(row.headers().get("type")))
        .forEach(row -> texts.put(row.headers().get("id"), Events.text(row)));
    return texts;
  }

  /** By one thread, with nothing in between. */
  private Map<String, String> expected() {
    Map<String, String> expected = new TreeMap<>();
    try (RunningSink alone = sink("alone")) {
      for (int i = 0; i < BATCHES; i++) {
        alone.aggregate(batch(i), WALL);
        List<OutboxRow> all = alone.engine().outbox().all();
        expected.putAll(rows(all));
        alone.engine().outbox().acknowledge(all.size());
      }
    }
    return expected;
  }

  // --- the threads ------------------------------------------------------------------------------

  /** Flume's: a batch that fails comes again. */
  private Void feed(RunningSink sink) throws InterruptedException {
    for (int i = 0; i < BATCHES; ) {
      if (sink.isReady(1)) {
        try {
          sink.aggregate(batch(i), WALL);
          i++;
        } catch (StateException e) {
          // Opened again by isReady, in the end.
        }
      }
    }
    fed.set(true);
    return null;
  }

  private Void tick(RunningSink sink) {
    while (!fed.get()) {
      try {
        sink.tick(WALL);
      } catch (StateException e) {
        // The other threads see to it.
      }
    }
    return null;
  }

  private Void drain(RunningSink sink) throws InterruptedException {
    Random random = new Random(SEED);
    boolean last;
    do {
      last = fed.get();
      DurableEngine engine = sink.engine();
      if (engine != null) {
        List<OutboxRow> oldest = engine.outbox().peek(1 + random.nextInt(7), last ? 0 : 1);
        try {
          engine.outbox().acknowledge(oldest.size());
          rows(oldest).forEach(this::deliver);
        } catch (StateException e) {
          // They come again.
        }
        last &= oldest.isEmpty();
      }
    } while (!last);
    return null;
  }

  private void deliver(String id, String row) {
    redelivered += delivered.put(id, row) == null ? 0 : 1;
  }

  private Void watch(RunningSink sink) {
    long before = 0;
    long broken = 0;
    while (!fed.get()) {
      SinkStatistics statistics = sink.statistics();
      if (statistics == null) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(4));
        continue;
      }
      long lines = statistics.reading().number("LinesCounted");
      assertThat(lines % LINES_PER_BATCH).as("half a batch").isZero();
      assertThat(lines).as("lines counted before").isGreaterThanOrEqualTo(before);
      before = lines;
      DurableEngine engine = sink.engine();
      if (lines - broken >= LINES_UNTIL_BROKEN && engine != null) {
        broken = lines;
        sink.fail(engine);
      }
    }
    return null;
  }

  @Test
  void rows_areThoseOfOneThreadAlone_andNobodySeesHalfABatch() throws Exception {
    Map<String, String> expected = expected();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (RunningSink sink = sink("shared")) {
      List<Callable<Void>> works =
          List.of(() -> feed(sink), () -> tick(sink), () -> drain(sink), () -> watch(sink));
      for (Future<Void> done : threads.invokeAll(works)) {
        done.get();
      }
      assertThat(sink.statistics().reading().number("LinesCounted"))
          .isEqualTo((long) BATCHES * LINES_PER_BATCH);
    } finally {
      fed.set(true);
      threads.shutdownNow();
    }
    assertThat(delivered).isEqualTo(expected);
    assertThat(redelivered).as("rows that were acknowledged and came again").isZero();
  }
}
