package io.github.flumeaggregation.window.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More groups than a small heap can hold, under the default settings: the sink lives on, also over
 * a restart, and every line is in its books. In a JVM of its own.
 */
@Tag("search")
class SmallHeapTest {
  @TempDir Path directory;

  @Test
  void hundredThousandClientsAMinute_liveInAHeapOf256Mb() throws Exception {
    assertThat(run("-Xmx256m", 100_000, 12, 600_000)).contains("lines 600000 600000");
  }

  @Test
  void groupsOfAKilobyte_liveInAHeapOf512Mb() throws Exception {
    assertThat(run("-Xmx512m", 60_000, 1_000, 180_000)).contains("lines 180000 180000");
  }

  @Test
  void restartWithALargeStateAndManyRows_needsLittleMoreThanThese() throws Exception {
    String output = run("-Xmx150m", 100_000, 100, 250_000, "maxStateBytes", "120MiB");
    assertThat(output).containsPattern("restarted with [0-9]{5} rows");
    assertThat(output).contains("lines 250000 250000");
  }

  private String run(
      String heap, int clientsPerMinute, int clientLength, int lines, String... settings)
      throws Exception {
    File output = directory.resolve("output").toFile();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(heap);
    // It lives for seconds: compiling its code better would take longer than that saves.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.add(Integer.toString(clientsPerMinute));
    command.add(Integer.toString(clientLength));
    command.add(Integer.toString(lines));
    command.addAll(List.of("stateDir", directory.resolve("state").toString()));
    command.addAll(List.of(settings));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    process.waitFor();
    return java.nio.file.Files.readString(output.toPath());
  }

  /** Feeds lines to an engine, restarts it in the middle, and adds up its books. */
  static final class Main {
    private static final DateTimeFormatter CLF =
        DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int BATCH = 100;

    private final StateConfig config;
    private final int clientsPerMinute;
    private final String client;
    private DurableEngine engine;
    private long offset;
    private long booked;

    private Main(Map<String, String> settings, int clientsPerMinute, int clientLength) {
      config = States.config(settings);
      this.clientsPerMinute = clientsPerMinute;
      client = "c".repeat(clientLength - 8) + "%08d";
      engine = DurableEngine.open(config, FaultyDisk.sound());
    }

    public static void main(String[] args) throws Exception {
      Map<String, String> settings = Events.settings(Arrays.copyOfRange(args, 3, args.length));
      settings.put("aggregations.traffic.groupBy", "client");
      Main main = new Main(settings, Integer.parseInt(args[0]), Integer.parseInt(args[1]));
      int lines = Integer.parseInt(args[2]);
      main.feed(0, lines / 2);
      main.restart();
      main.feed(lines / 2, lines);
      main.finish();
      System.out.println("lines " + lines + " " + main.booked);
    }

    /** Once from the snapshot and its log, and once from the snapshot that this makes. */
    private void restart() {
      for (int i = 0; i < 2; i++) {
        engine.close();
        engine = null;
        engine = DurableEngine.open(config, FaultyDisk.sound());
      }
      System.out.println("restarted with " + engine.outbox().size() + " rows");
    }

    private void feed(int from, int to) throws Exception {
      for (int first = from; first < to; first += BATCH) {
        StringBuilder body = new StringBuilder();
        for (int i = first; i < first + BATCH; i++) {
          body.append(i == first ? "" : "\n").append(line(i));
        }
        String text = body.toString();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        engine.add(Events.position("f", offset, text), bytes, Events.WALL);
        engine.commit(Events.WALL);
        offset += bytes.length + 1;
        if (engine.outbox().isFull()) {
          drain(); // only now, so that as much waits as may
        }
      }
    }

    private String line(int number) {
      long millis = Events.T0 + number * 60_000L / clientsPerMinute;
      return String.format(client, number)
          + " - - ["
          + CLF.format(Instant.ofEpochMilli(millis))
          + "] \"GET /a HTTP/1.1\" 200 "
          + number % 1000;
    }

    private void drain() throws Exception {
      while (engine.outbox().size() > 0) {
        List<OutboxRow> rows = new ArrayList<>(engine.outbox().peek(100, 0));
        Events.bodies(rows, "books").stream()
            .filter(books -> books.get("scope").getAsString().equals("window"))
            .map(books -> books.getAsJsonObject("lines"))
            .forEach(lines -> booked += lines.get("in").getAsLong());
        engine.outbox().acknowledge(rows.size());
      }
    }

    /** All windows close, as often as there is room. */
    private void finish() throws Exception {
      int waiting;
      do {
        engine.channelIdle(Events.WALL);
        waiting = engine.outbox().size();
        drain();
      } while (waiting > 0);
    }
  }
}
