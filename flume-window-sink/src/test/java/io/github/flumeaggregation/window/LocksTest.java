package io.github.flumeaggregation.window;

import static io.github.flumeaggregation.window.row.Events.WALL;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.state.Disk;
import io.github.flumeaggregation.window.state.DurableEngine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flume.Event;
import org.apache.flume.event.EventBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever changes a running sink, or its engine, has its lock until the disk has the change. A race
 * of threads finds a lock that is missing only by luck; here the disk itself asks who holds it.
 */
class LocksTest {
  @TempDir Path directory;

  /** What was held at each call of the disk by this thread. */
  private final List<String> held = new ArrayList<>();

  private long nanos;
  private RunningSink sink;
  private DurableEngine engine;

  /** Notes who holds what; nothing is forced, which only takes time. */
  private final class AskingDisk extends Disk {
    @Override
    public Output open(File path) throws IOException {
      return new FileOutput(path) {
        @Override
        public void write(long position, byte[] bytes, int length) throws IOException {
          ask();
          super.write(position, bytes, length);
        }

        @Override
        public void force() {
          ask();
        }
      };
    }

    @Override
    public void forceDirectory(File folder) {}

    @Override
    protected void inBackground(String threadName, Runnable work) {
      work.run();
    }
  }

  private void ask() {
    if (engine != null) {
      held.add(
          (Thread.holdsLock(sink) ? "sink " : "") + (Thread.holdsLock(engine) ? "engine" : ""));
    }
  }

  @BeforeEach
  void start() {
    var settings = Events.settings("idleTimeout", "1s");
    settings.put("stateDir", directory.resolve("state").toString());
    sink =
        new RunningSink(
            new WindowSinkConfig("LocksTest", settings), new AskingDisk(), () -> WALL, () -> nanos);
    engine = sink.engine();
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  private void aggregate() {
    String body = line(1, 200, 5);
    List<Event> batch = List.of(EventBuilder.withBody(bytes(body), position("f", 0, body)));
    sink.aggregate(batch, WALL);
  }

  /** Closes the window of the line, so that there are rows. */
  private void beIdle() {
    sink.idleClock().took(1, nanos);
    sink.idleClock().took(0, nanos);
    nanos += TimeUnit.MINUTES.toNanos(1);
    sink.tick(WALL + TimeUnit.MINUTES.toMillis(1));
  }

  @Test
  void batch_isWrittenUnderBothLocks() {
    aggregate();

    assertThat(held).isNotEmpty().containsOnly("sink engine");
  }

  @Test
  void tick_isWrittenUnderBothLocks() {
    aggregate();
    held.clear();
    beIdle();

    assertThat(engine.outbox().size()).isPositive();
    assertThat(held).isNotEmpty().containsOnly("sink engine");
  }

  @Test
  void failure_closesTheStateUnderBothLocks() {
    aggregate();
    held.clear();
    sink.fail(engine);

    assertThat(held).isNotEmpty().containsOnly("sink engine");
  }

  @Test
  void acknowledgement_isWrittenUnderTheEnginesLock() {
    aggregate();
    beIdle();
    held.clear();
    engine.outbox().acknowledge(1);

    assertThat(held).isNotEmpty().containsOnly("engine");
  }

  @Test
  void eventThatIsSetAside_isWrittenUnderTheEnginesLock() {
    engine.setAside(position("f", 0, "?"), bytes("?"), WALL);

    assertThat(held).isNotEmpty().containsOnly("engine");
  }
}
