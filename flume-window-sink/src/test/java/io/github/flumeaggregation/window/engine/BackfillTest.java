package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.T0;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.NewestRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However a log is read, the newest revision of each row says the same. */
@Tag("search")
class BackfillTest {
  private static final long SEED = Long.getLong("test.seed", 20261122);

  /** Three months after the first line. */
  private static final long WALL = T0 + 90L * 86_400_000;

  private static final int FILES = 50;
  private static final int LINES_PER_FILE = 12;

  private final Random random = new Random(SEED);

  /** A file that is read on from time to time. */
  private static final class File {
    final String name;
    final List<String> lines;
    int next;
    long offset;

    File(String name, List<String> lines) {
      this.name = name;
      this.lines = lines;
    }

    boolean hasMore() {
      return next < lines.size();
    }
  }

  /** Lines whose time goes on by {@code seconds} on average, and back by up to four seconds. */
  private List<String> lines(int count, int seconds) {
    List<String> lines = new ArrayList<>();
    long second = 0;
    for (int i = 0; i < count; i++) {
      second += random.nextInt(2 * seconds + 1);
      lines.add(line(second - random.nextInt(5), 200 + random.nextInt(3), random.nextInt(9999)));
    }
    return lines;
  }

  private static List<File> split(List<String> lines) {
    List<File> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      files.add(
          new File(
              "host:1:" + i + ":n", lines.subList(i * LINES_PER_FILE, (i + 1) * LINES_PER_FILE)));
    }
    return files;
  }

  private static WindowEngine engine() {
    return new WindowEngine(
        Job.of(
            "w",
            Events.settings(
                "aggregations", "traffic sliding",
                "aggregations.sliding.window", "sliding 5m every 1m",
                "aggregations.sliding.groupBy", "status",
                "aggregations.sliding.compute", "count, p90(bytes), min(bytes), distinct(bytes)")));
  }

  /** Reads all of the lines as one file, in batches of that many. */
  private static Map<String, String> readInBatchesOf(int batch, List<String> lines) {
    WindowEngine engine = engine();
    NewestRows newest = new NewestRows();
    File file = new File("host:1:1:n", lines);
    while (file.hasMore()) {
      for (int i = 0; i < batch && file.hasMore(); i++) {
        send(engine, file, 0);
      }
      engine.endBatch(WALL, Integer.MAX_VALUE);
      newest.add(engine.takeResults());
    }
    return finish(engine, newest);
  }

  /** Reads the files in random order: one after the other, or all by turns, or as it comes. */
  private Map<String, String> readInRandomOrder(
      List<File> files, boolean announced, int linesPerTurn) {
    WindowEngine engine = engine();
    NewestRows newest = new NewestRows();
    Collections.shuffle(files, random);
    if (announced) {
      announce(engine, files);
    }
    List<File> open = new ArrayList<>(files);
    while (!open.isEmpty()) {
      File file = open.get(random.nextInt(open.size()));
      for (int i = random.nextInt(linesPerTurn); i >= 0 && file.hasMore(); i--) {
        send(engine, file, 0);
      }
      if (!file.hasMore()) {
        open.remove(file);
      }
      if (random.nextInt(3) == 0) {
        engine.endBatch(WALL, Integer.MAX_VALUE);
        newest.add(engine.takeResults());
      }
    }
    return finish(engine, newest);
  }

  private static Map<String, String> readNewestFirst(List<File> files) {
    WindowEngine engine = engine();
    NewestRows newest = new NewestRows();
    Collections.reverse(files);
    for (File file : files) {
      // The ones before are done with and idle.
      long readAtMillis = 31_000L * (files.indexOf(file) + 1);
      while (file.hasMore()) {
        send(engine, file, readAtMillis);
      }
      engine.endBatch(WALL, Integer.MAX_VALUE);
      newest.add(engine.takeResults());
    }
    return finish(engine, newest);
  }

  private static void announce(WindowEngine engine, List<File> files) {
    List<String> entries = new ArrayList<>();
    for (File file : files) {
      entries.add(Events.file(file.name, 0, 9, "behind"));
    }
    Map<String, String> headers = new HashMap<>();
    headers.put("tail.progress", "true");
    headers.put("tail.readAt", "0");
    engine.add(headers, Events.progress("host", entries), WALL);
  }

  private static void send(WindowEngine engine, File file, long readAtMillis) {
    String body = file.lines.get(file.next++);
    Map<String, String> headers = position(file.name, file.offset, body);
    headers.put("tail.readAt", Long.toString(readAtMillis));
    file.offset += body.length() + 1;
    engine.add(headers, bytes(body), WALL);
  }

  private static Map<String, String> finish(WindowEngine engine, NewestRows newest) {
    engine.channelIdle(WALL, Integer.MAX_VALUE);
    newest.add(engine.takeResults());
    return newest.bodies();
  }

  @Test
  void logOfADay_saysTheSameHoweverItIsRead() {
    // 600 lines at two minutes are 20 hours.
    List<String> lines = lines(FILES * LINES_PER_FILE, 120);
    Map<String, String> expected = readInBatchesOf(lines.size(), lines);

    assertThat(readInBatchesOf(1, lines)).as("seed %d", SEED).isEqualTo(expected);
    assertThat(readInBatchesOf(97, lines)).as("seed %d", SEED).isEqualTo(expected);
    for (int linesPerTurn : new int[] {1, 7, LINES_PER_FILE}) {
      assertThat(readInRandomOrder(split(lines), false, linesPerTurn))
          .as("seed %d, turns of %d lines", SEED, linesPerTurn)
          .isEqualTo(expected);
    }
  }

  @Test
  void logOfManyDays_saysTheSameIfItsFilesAreAnnounced() {
    // 600 lines at two hours are 50 days.
    List<String> lines = lines(FILES * LINES_PER_FILE, 7_200);
    Map<String, String> expected = readInBatchesOf(lines.size(), lines);

    for (int linesPerTurn : new int[] {1, 7, LINES_PER_FILE}) {
      assertThat(readInRandomOrder(split(lines), true, linesPerTurn))
          .as("seed %d, turns of %d lines", SEED, linesPerTurn)
          .isEqualTo(expected);
    }
  }

  @Test
  void logOfManyDaysInFilesThatNobodyAnnounced_hasLateLinesInItsBooks() {
    List<String> lines = lines(FILES * LINES_PER_FILE, 7_200);
    Map<String, String> expected = readInBatchesOf(lines.size(), lines);

    Map<String, String> read = readNewestFirst(split(lines));

    assertThat(expected.values()).noneMatch(BackfillTest::hasLate);
    assertThat(read.values()).as("seed %d", SEED).anyMatch(BackfillTest::hasLate);
    read.forEach(
        (name, body) -> {
          if (!body.equals(expected.get(name))) {
            assertThat(read.get(books(name))).as(name).matches(BackfillTest::hasLate);
          }
        });
  }

  private static boolean hasLate(String body) {
    return body.contains("\"scope\"") && !body.contains("\"late\":0");
  }

  /** The name of the books of a row's window. */
  private static String books(String name) {
    return name.replaceFirst("/[^/]*$", "/books");
  }
}
