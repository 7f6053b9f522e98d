package io.github.flumeaggregation.window.state;

import static io.github.flumeaggregation.window.row.Events.T0;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.NewestRows;
import io.github.flumeaggregation.window.state.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disks, clocks, channels and lines that misbehave: nothing is lost, nothing counted twice. */
@Tag("search")
class FaultsTest {
  private static final long SEED = Long.getLong("test.seed", 20261122);
  private static final int BATCHES = 12;
  private static final int LINES_PER_BATCH = 30;
  private static final int BATCHES_PER_LIFE = 4;

  /** Steps between two that are let fail, at most; 1 for each of them. */
  private static final int STRIDE = Integer.getInteger("test.stride", 8);

  private static final long TWO_DAYS_MILLIS = 2L * 86_400_000;

  @TempDir Path directory;
  private final Random random = new Random(SEED);
  private int states;

  private StateConfig config() {
    return States.config(
        Events.settings(
            "stateDir", directory.resolve("state" + states).toString(),
            "aggregations", "traffic sliding",
            "aggregations.sliding.window", "sliding 2m every 30s",
            "aggregations.sliding.groupBy", "status",
            "aggregations.sliding.compute", "count, p90(bytes), min(bytes), distinct(bytes)"));
  }

  /** 360 lines of half an hour, some of them out of order. */
  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < BATCHES * LINES_PER_BATCH; i++) {
      lines.add(line(i * 5L - random.nextInt(9), 200 + random.nextInt(3), random.nextInt(999)));
    }
    return lines;
  }

  private static void add(DurableEngine engine, int index, String body, long wallMillis) {
    Map<String, String> headers = position("host:1:2:n", index * 1000L, body);
    headers.put("tail.readAt", Long.toString(wallMillis));
    engine.add(headers, bytes(body), wallMillis);
  }

  /** A sink that takes batches, and opens its state anew whenever that could not be written. */
  private final class Sink {
    final NewestRows newest = new NewestRows();
    final List<String> errors = new ArrayList<>();
    private final List<String> lines;
    private final Disk disk;
    private DurableEngine engine;

    Sink(List<String> lines, Disk disk) {
      this.lines = lines;
      this.disk = disk;
      states++;
    }

    /** Takes a batch until it is committed; the channel gives it again after each failure. */
    void take(int batch, long wallMillis) {
      while (true) {
        try {
          open();
          int end = (batch + 1) * LINES_PER_BATCH;
          for (int i = batch * LINES_PER_BATCH; i < end; i++) {
            add(engine, i, lines.get(i), wallMillis);
          }
          engine.commit(wallMillis);
          deliver();
          return;
        } catch (StateException e) {
          failed(e);
        }
      }
    }

    private void open() {
      if (engine == null) {
        engine = DurableEngine.open(config(), disk);
      }
    }

    private void deliver() {
      newest.add(engine.outbox().all());
      engine.outbox().acknowledge(engine.outbox().size());
    }

    private void failed(StateException e) {
      errors.add(e.getMessage());
      stop();
    }

    void stop() {
      if (engine != null) {
        engine.close();
        engine = null;
      }
    }

    Map<String, String> finish(long wallMillis) {
      while (true) {
        try {
          open();
          engine.channelIdle(wallMillis);
          deliver();
          stop();
          return newest.bodies();
        } catch (StateException e) {
          failed(e);
        }
      }
    }
  }

  private Sink run(List<String> lines, Disk disk) {
    Sink sink = new Sink(lines, disk);
    for (int batch = 0; batch < BATCHES; batch++) {
      sink.take(batch, Events.WALL);
      if (batch % BATCHES_PER_LIFE == BATCHES_PER_LIFE - 1) {
        sink.stop();
      }
    }
    sink.finish(Events.WALL);
    return sink;
  }

  // --- the disk ---------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "FORCE, 1, Input/output error",
    "FORCE, 3, Input/output error",
    "WRITE, 1, No space left on device",
    "WRITE, 4, No space left on device",
    "RENAME, 1, No space left on device",
    "RENAME, 3, No space left on device",
    "DELETE, 1, Read-only file system",
    "OPEN, 3, Read-only file system",
    "FORCE_DIRECTORY, 2, Input/output error"
  })
  void diskThatFailsAtAnyStep_changesNothingInTheEnd(Operation what, int times, String message) {
    List<String> lines = lines();
    FaultyDisk sound = FaultyDisk.sound();
    Map<String, String> expected = run(lines, sound).newest.bodies();
    int steps = sound.count(what);
    assertThat(steps).isPositive();
    int runs = 0;
    int runsWithErrors = 0;

    for (int step = 0; step < steps; step += 1 + random.nextInt(STRIDE)) {
      Sink sink = run(lines, new FaultyDisk(what, step, times, message));

      assertThat(sink.newest.bodies())
          .as("seed %d, step %d of %d", SEED, step, steps)
          .isEqualTo(expected);
      assertThat(sink.errors)
          .as("seed %d, step %d of %d", SEED, step, steps)
          .allMatch(error -> error.contains(message) && error.contains("Nothing is lost"));
      runs++;
      runsWithErrors += sink.errors.isEmpty() ? 0 : 1;
    }
    assertThat(runsWithErrors)
        .as("a stop may fail to force, which loses nothing; seed %d", SEED)
        .isPositive()
        .isGreaterThanOrEqualTo(runs - 4);
  }

  @Test
  void directoryThatCannotBeWritten_isAnErrorThatSaysWhatToDo() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    StateConfig config =
        States.config(Events.settings("stateDir", file.resolve("state").toString()));

    assertThatThrownBy(() -> DurableEngine.open(config, FaultyDisk.sound()))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("cannot open stateDir")
        .hasMessageContaining("must be a directory that the agent's user can write");
  }

  // --- the clock --------------------------------------------------------------------------------

  /** Else the rows would be delivered again and again until the next line comes. */
  @Test
  void acknowledgementThatFails_isNoticedWithoutAnyNews() {
    assertNoticed(engine -> engine.commit(Events.WALL));
  }

  /** Lines that come then must not make it forgotten: a log that failed is not written on. */
  @Test
  void acknowledgementThatFails_isNoticedWithNewLinesToo() {
    assertNoticed(engine -> add(engine, 1, line(130, 200, 1), Events.WALL));
    assertNoticed(engine -> engine.channelIdle(Events.WALL));
  }

  private void assertNoticed(Consumer<DurableEngine> next) {
    String two = line(0, 200, 1) + "\n" + line(65, 200, 1);
    try (DurableEngine engine = DurableEngine.open(config(), FaultyDisk.sound())) {
      add(engine, 0, two, Events.WALL);
      engine.commit(Events.WALL);
    }
    DurableEngine.open(config(), FaultyDisk.sound()).close(); // from now on openings are alike
    FaultyDisk sound = FaultyDisk.sound();
    int opening;
    try (DurableEngine engine = DurableEngine.open(config(), sound)) {
      assertThat(engine.outbox().size()).isPositive();
      opening = sound.count(Operation.WRITE);
    }
    FaultyDisk faulty = new FaultyDisk(Operation.WRITE, opening, 1, "Input/output error");
    try (DurableEngine engine = DurableEngine.open(config(), faulty)) {
      assertThatThrownBy(() -> engine.outbox().acknowledge(1)).isInstanceOf(StateException.class);

      assertThatThrownBy(() -> next.accept(engine)).isInstanceOf(StateException.class);
    }
  }

  @Test
  void clockSetForwardTwoDaysAndBack_changesNothingInTheEnd() {
    List<String> lines = lines();
    Map<String, String> expected = run(lines, FaultyDisk.sound()).newest.bodies();

    Sink sink = new Sink(lines, FaultyDisk.sound());
    for (int batch = 0; batch < BATCHES; batch++) {
      boolean wrong = batch >= 4 && batch < 8;
      sink.take(batch, Events.WALL + batch * 1_000L + (wrong ? TWO_DAYS_MILLIS : 0));
      if (batch == 6) {
        sink.stop();
      }
    }

    assertThat(sink.finish(Events.WALL)).as("seed %d", SEED).isEqualTo(expected);
  }

  @Test
  void clockSetBackTwoDays_booksAsFutureWhatItTakesForThatAndTheRestAsEver() {
    List<String> lines = lines();
    long wall = T0 + 1_800_000; // when the last line is written
    Sink sink = new Sink(lines, FaultyDisk.sound());
    for (int batch = 0; batch < BATCHES; batch++) {
      boolean wrong = batch >= 4 && batch < 8;
      sink.take(batch, wall - (wrong ? TWO_DAYS_MILLIS : 0));
    }
    sink.finish(wall + 600_000);

    int batchesOfFuture = 4 * LINES_PER_BATCH;
    int rest = lines.size() - batchesOfFuture;
    assertThat(Events.sinkBooks(sink.newest.all()))
        .isEqualTo(lines.size() + " " + rest + " 0 0 " + batchesOfFuture);
    List<String> counted = new ArrayList<>(lines);
    counted.subList(4 * LINES_PER_BATCH, 8 * LINES_PER_BATCH).clear();
    assertThat(sink.newest.bodies()).isEqualTo(inOneBatch(counted));
  }

  private Map<String, String> inOneBatch(List<String> lines) {
    states++;
    NewestRows newest = new NewestRows();
    try (DurableEngine engine = DurableEngine.open(config(), FaultyDisk.sound())) {
      for (int i = 0; i < lines.size(); i++) {
        add(engine, i, lines.get(i), Events.WALL);
      }
      engine.channelIdle(Events.WALL);
      newest.add(engine.outbox().all());
    }
    return newest.bodies();
  }

  // --- lines and channels -----------------------------------------------------------------------

  @Test
  void poisonLineOfTheYear2099_isBookedAndChangesNothingElse() {
    List<String> lines = lines();
    Map<String, String> expected = inOneBatch(lines);
    List<String> poisoned = new ArrayList<>(lines);
    String poison = line(0, 200, 1).replace("2015", "2099");
    poisoned.add(100, poison);
    poisoned.add(200, poison);

    assertThat(inOneBatch(poisoned)).isEqualTo(expected);
    Sink sink = new Sink(poisoned, FaultyDisk.sound());
    for (int batch = 0; batch < BATCHES; batch++) {
      sink.take(batch, Events.WALL);
      sink.stop();
    }
    sink.finish(Events.WALL);
    assertThat(Events.sinkBooks(sink.newest.all())).isEqualTo("360 358 0 0 2");
  }

  @Test
  void channelThatRedeliversReordered_changesNothingInTheEnd() {
    List<String> lines = lines();
    Map<String, String> expected = run(lines, FaultyDisk.sound()).newest.bodies();
    for (int round = 0; round < 10; round++) {
      List<Integer> batches = new ArrayList<>();
      for (int batch = 0; batch < BATCHES; batch++) {
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
          batches.add(batch);
        }
      }
      Collections.shuffle(batches, random);
      Sink sink = new Sink(lines, FaultyDisk.sound());
      for (int batch : batches) {
        sink.take(batch, Events.WALL);
        if (random.nextInt(8) == 0) {
          sink.stop();
        }
      }

      assertThat(sink.finish(Events.WALL)).as("seed %d", SEED).isEqualTo(expected);
      int taken = batches.size() * LINES_PER_BATCH;
      assertThat(Events.sinkBooks(sink.newest.all()))
          .isEqualTo(taken + " 360 0 " + (taken - 360) + " 0");
    }
  }

  private static byte[] report(String state) {
    return Events.progress("host", List.of(Events.file("host:1:9:n", 0, 9, state)));
  }

  @Test
  void announcedFile_isWaitedForAfterARestartToo() {
    Map<String, String> progress =
        Map.of("tail.progress", "true", "tail.readAt", Long.toString(Events.WALL));
    try (DurableEngine engine = DurableEngine.open(config(), FaultyDisk.sound())) {
      engine.add(progress, report("behind"), Events.WALL);
      engine.commit(Events.WALL);
    }
    try (DurableEngine engine = DurableEngine.open(config(), FaultyDisk.sound())) {
      add(engine, 0, line(0, 200, 1) + "\n" + line(600, 200, 1), Events.WALL);
      engine.commit(Events.WALL);
      assertThat(engine.outbox().size()).isZero();

      engine.add(progress, report("end"), Events.WALL);
      engine.commit(Events.WALL);
      assertThat(engine.outbox().size()).isPositive();
    }
  }
}
