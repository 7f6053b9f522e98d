package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Three batches of lines in totals, the last of which is late for windows without lines: closing
 * them emits nothing, and changes the state all the same.
 */
class LateTotalsTest {
  private static final List<List<String>> BATCHES =
      List.of(
          List.of("2015-05-10T00:30 201"),
          List.of("2015-05-13T10:30 202", "2015-05-13T14:30 203"),
          List.of("2015-05-12T05:30 204", "2015-05-12T12:30 205", "2015-05-16T00:30 206"));

  private static final Job JOB =
      Job.of(
          "w",
          Events.settings(
              "aggregations.traffic.window", "total every 1h",
              "aggregations.traffic.compute", "count"));

  private WindowEngine engine = new WindowEngine(JOB);
  private final Map<String, String> said = new TreeMap<>();

  @Test
  void rowsAndBooks_areRight() {
    for (List<String> batch : BATCHES) {
      collect(take(batch));
    }
    end();
  }

  @Test
  void rowsAndBooks_areRight_whenTheStateIsReadBackAfterEachBatch() {
    for (List<String> batch : BATCHES) {
      collect(take(batch));
      engine = restarted();
    }
    end();
  }

  @Test
  void rowsAndBooks_areRight_whenTheLogIsReplayedAfterEachBatch() {
    List<byte[]> log = new ArrayList<>();
    for (List<String> batch : BATCHES) {
      collect(take(batch));
      log.add(engine.record().toBytes());
      byte[] live = state(engine);
      engine = new WindowEngine(JOB);
      for (byte[] record : log) {
        engine.replay(new ByteReader(record));
        engine.takeResults();
      }
      engine.restored();
      assertThat(state(engine)).isEqualTo(live);
    }
    end();
  }

  private List<OutboxRow> take(List<String> batch) {
    for (String line : batch) {
      long millis = Instant.parse(line.substring(0, 16) + ":00Z").toEpochMilli();
      int status = Integer.parseInt(line.substring(17));
      String text = Events.line((millis - Events.T0) / 1000, status, 1);
      engine.add(Map.of(), bytes(text), Events.WALL);
    }
    engine.endBatch(Events.WALL, Integer.MAX_VALUE);
    return engine.takeResults();
  }

  private void end() {
    engine.record().reset();
    engine.channelIdle(Events.WALL, Integer.MAX_VALUE);
    collect(engine.takeResults());
    assertThat(said)
        .containsExactly(
            Map.entry("2015-05-10T01:00:00Z", "201=1 aggregated 1 late 0"),
            Map.entry("2015-05-12T06:00:00Z", " aggregated 0 late 1"),
            Map.entry("2015-05-12T13:00:00Z", " aggregated 0 late 1"),
            Map.entry("2015-05-13T11:00:00Z", "201=1 202=1 204=1 205=1 aggregated 4 late 0"),
            Map.entry("2015-05-13T15:00:00Z", "201=1 202=1 203=1 204=1 205=1 aggregated 5 late 0"),
            Map.entry(
                "2015-05-16T01:00:00Z", "201=1 202=1 203=1 204=1 205=1 206=1 aggregated 6 late 0"));
  }

  private final Map<String, TreeMap<String, String>> rows = new TreeMap<>();

  private void collect(List<OutboxRow> results) {
    for (OutboxRow result : results) {
      JsonObject row = Events.json(result);
      if (!row.has("window")) {
        continue;
      }
      String end = row.getAsJsonObject("window").get("end").getAsString();
      TreeMap<String, String> groups = rows.computeIfAbsent(end, e -> new TreeMap<>());
      if (row.has("lines")) {
        JsonObject lines = row.getAsJsonObject("lines");
        said.put(
            end,
            String.join(" ", groups.values())
                + " aggregated "
                + lines.get("aggregated")
                + " late "
                + lines.get("late"));
      } else {
        String status = row.getAsJsonObject("group").get("status").getAsString();
        String count = row.getAsJsonObject("values").get("count").getAsString();
        groups.put(status, status + "=" + count);
      }
    }
  }

  private WindowEngine restarted() {
    WindowEngine restarted = new WindowEngine(JOB);
    ByteReader in = new ByteReader(state(engine));
    restarted.decodeCommon(in);
    restarted.aggregations().forEach(aggregation -> aggregation.decode(in));
    restarted.restored();
    return restarted;
  }

  private static byte[] state(WindowEngine engine) {
    ByteWriter out = new ByteWriter();
    engine.encodeCommon(out);
    engine.aggregations().forEach(aggregation -> aggregation.encode(out));
    return out.toBytes();
  }
}
