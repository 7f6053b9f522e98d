package io.github.flumeaggregation.window.state;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.Events;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * States that earlier versions have written, as {@code src/test/resources/states} keeps them: this
 * version goes on from them. They hold every function, every kind of window, a firing alert, and
 * rows that wait; a part in the snapshot, a part in the log.
 *
 * <p>A release adds its own: {@code mvn test -Dtest=OldStatesTest -Dtest.writeState=states/1.2.3}.
 */
class OldStatesTest {
  private static final Path STATES = Path.of("src/test/resources/states");

  @TempDir Path directory;

  private static StateConfig config(Path state) {
    Map<String, String> settings =
        Events.settings(
            "stateDir", state.toString(),
            "aggregations", "traffic moving days since",
            "aggregations.traffic.compute",
                "count, count(status == 500) as errors, sum(bytes), avg(bytes), min(bytes),"
                    + " max(bytes), stddev(bytes), variancePop(bytes), rate, first(bytes),"
                    + " last(bytes), p99(bytes), distinct(bytes)",
            "aggregations.moving.window", "sliding 5m every 1m",
            "aggregations.moving.compute", "count, max(bytes), p50(bytes)",
            "aggregations.days.window", "calendar day in Asia/Shanghai",
            "aggregations.days.compute", "count, distinct(client)",
            "aggregations.since.window", "total every 1m",
            "aggregations.since.compute", "sum(bytes)",
            "alerts", "errors",
            "alerts.errors.on", "traffic",
            "alerts.errors.when", "errors > 0",
            "alerts.errors.maxAge", "off");
    return States.config(settings);
  }

  private static void minutes(DurableEngine engine, int from, int to) {
    for (int minute = from; minute < to; minute++) {
      String body =
          line(minute * 60L, 500, 5 + minute) + "\n" + line(minute * 60L + 9, 200, 1_000L * minute);
      engine.add(position("f", minute * 1_000L, body), bytes(body), Events.WALL);
      engine.commit(Events.WALL);
    }
  }

  private static List<String> end(DurableEngine engine) {
    minutes(engine, 6, 9);
    engine.channelIdle(Events.WALL);
    return engine.outbox().all().stream().map(Events::text).toList();
  }

  private static void write(Path state) {
    try (DurableEngine engine = DurableEngine.open(config(state), new Disk())) {
      minutes(engine, 0, 3);
    }
    try (DurableEngine engine = DurableEngine.open(config(state), new Disk())) {
      minutes(engine, 3, 6);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "0.1.0")
  void stateOfAnEarlierVersion_goesOnAsIfNothingHadHappened(String version) throws IOException {
    Path old = Files.createDirectory(directory.resolve("old"));
    copy(STATES.resolve(version), old);
    addRoom(old);
    Path fresh = directory.resolve("fresh");
    write(fresh);

    try (DurableEngine goesOn = DurableEngine.open(config(old), new Disk());
        DurableEngine expected = DurableEngine.open(config(fresh), new Disk())) {
      List<String> rows = end(expected);
      assertThat(end(goesOn)).isEqualTo(rows).hasSizeGreaterThan(50);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "test.writeState", matches = ".+")
  void writeState() throws IOException {
    Path state = directory.resolve("state");
    write(state);
    Path kept = Path.of("src/test/resources", System.getProperty("test.writeState"));
    Files.createDirectories(kept);
    copy(state, kept);
  }

  /** Brings back what {@link #copy} left out. */
  private static void addRoom(Path state) throws IOException {
    for (File file : state.toFile().listFiles((folder, name) -> name.startsWith("log-"))) {
      try (RandomAccessFile log = new RandomAccessFile(file, "rw")) {
        log.setLength(StateLog.ALLOCATED_BYTES);
      }
    }
  }

  /** Without the room that a log has before it. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        byte[] content = Files.readAllBytes(file);
        int length = content.length;
        while (length > 0 && content[length - 1] == 0) {
          length--;
        }
        // Some zeros may belong to the last record.
        int kept = Math.min(content.length, length + 64);
        Files.write(to.resolve(file.getFileName()), Arrays.copyOf(content, kept));
      }
    }
  }
}
