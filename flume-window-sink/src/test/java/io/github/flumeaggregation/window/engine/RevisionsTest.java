package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.WALL;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Late lines whose rows come again once in ten seconds; windows of a minute, by status. */
class RevisionsTest {
  private Job job = job("reviseEvery", "10s", "allowedLateness", "10m");
  private WindowEngine engine = new WindowEngine(job);

  /** Since the beginning. */
  private final List<byte[]> log = new ArrayList<>();

  private static Job job(String... settings) {
    Map<String, String> all = Events.settings(settings);
    all.putIfAbsent("maxOutOfOrder", "0s");
    return Job.of("w", all);
  }

  private List<String> batch(long wall, String... lines) {
    for (String line : lines) {
      engine.add(Map.of(), bytes(line), wall);
    }
    engine.endBatch(wall, Integer.MAX_VALUE);
    return taken();
  }

  private List<String> idle(long wall) {
    engine.channelIdle(wall, Integer.MAX_VALUE);
    return taken();
  }

  /** Of each row its window's start, group, count and revision. */
  private List<String> taken() {
    List<OutboxRow> results = new ArrayList<>(engine.takeResults());
    log.add(engine.record().toBytes());
    engine.record().reset();
    List<String> texts = new ArrayList<>();
    for (JsonObject row : Events.bodies(results, "row")) {
      String start = row.getAsJsonObject("window").get("start").getAsString().substring(11, 16);
      String status = row.getAsJsonObject("group").get("status").getAsString();
      String count = row.getAsJsonObject("values").get("count").getAsString();
      texts.add(String.join(" ", start, status, count, row.get("revision").getAsString()));
    }
    return texts;
  }

  private static String line(long second, int status) {
    return Events.line(second, status, 1);
  }

  private void closeFirstMinute() {
    assertThat(batch(WALL, line(0, 200), line(0, 404), line(60, 200)))
        .containsExactly("10:05 200 1 1", "10:05 404 1 1");
  }

  @Test
  void lateLines_areCollected_andTheirRowsComeAgainOnce() {
    closeFirstMinute();
    assertThat(batch(WALL + 1_000, line(1, 200))).isEmpty();
    assertThat(batch(WALL + 5_000, line(2, 200), line(2, 500))).isEmpty();
    assertThat(batch(WALL + 10_999)).isEmpty();
    assertThat(batch(WALL + 11_000)).containsExactly("10:05 200 3 2", "10:05 500 1 2");
    assertThat(batch(WALL + 60_000)).isEmpty();
  }

  @Test
  void nextLateLine_waitsAnew() {
    closeFirstMinute();
    batch(WALL, line(1, 200));
    assertThat(batch(WALL + 10_000)).hasSize(1);
    assertThat(batch(WALL + 10_001, line(1, 404))).isEmpty();
    assertThat(batch(WALL + 20_000)).isEmpty();
    assertThat(batch(WALL + 20_001)).containsExactly("10:05 404 2 3");
  }

  @Test
  void windowThatClosesMeanwhile_isNotRevised() {
    job = job("reviseEvery", "10s", "aggregations.traffic.window", "sliding 2m every 1m");
    engine = new WindowEngine(job);
    batch(WALL, line(0, 200), line(60, 200));
    assertThat(batch(WALL, line(1, 200))).isEmpty();
    assertThat(batch(WALL, line(120, 404))).containsExactly("10:05 200 3 1");
    assertThat(batch(WALL + 10_000)).containsExactly("10:04 200 2 2");
  }

  @Test
  void emptyChannel_bringsAtOnceWhatWasCollected() {
    closeFirstMinute();
    batch(WALL, line(1, 200));
    assertThat(idle(WALL)).contains("10:05 200 2 2");
    assertThat(batch(WALL + 10_000)).isEmpty();
  }

  @Test
  void windowThatBecomesFinal_isRevisedBefore() {
    closeFirstMinute();
    batch(WALL, line(1, 200));
    assertThat(batch(WALL, line(60 + 600, 200))).contains("10:05 200 2 2");
    assertThat(batch(WALL, line(2, 200))).isEmpty();
    assertThat(batch(WALL + 10_000)).isEmpty();
  }

  @Test
  void clockThatIsSetBack_putsNothingOff() {
    closeFirstMinute();
    batch(WALL, line(1, 200));
    assertThat(batch(WALL - 3_600_000)).containsExactly("10:05 200 2 2");
  }

  @Test
  void whatAnAlertLooksAt_isRevisedAtOnce() {
    job =
        job(
            "reviseEvery", "10s",
            "alerts", "errors",
            "alerts.errors.on", "traffic",
            "alerts.errors.when", "count > 100");
    engine = new WindowEngine(job);
    closeFirstMinute();
    assertThat(batch(WALL, line(1, 200))).containsExactly("10:05 200 2 2");
  }

  @Test
  void withoutTheKey_eachBatchRevises() {
    engine = new WindowEngine(job());
    closeFirstMinute();
    assertThat(batch(WALL, line(1, 200))).containsExactly("10:05 200 2 2");
  }

  @Test
  void restartFromTheLog_putsNothingOff() {
    closeFirstMinute();
    batch(WALL, line(1, 200));
    engine = new WindowEngine(job);
    for (byte[] record : log) {
      engine.replay(new ByteReader(record));
      engine.takeResults();
    }
    engine.restored();
    assertThat(batch(WALL + 9_999)).isEmpty();
    assertThat(batch(WALL + 10_000)).containsExactly("10:05 200 2 2");
  }

  @Test
  void restartFromASnapshot_putsNothingOff() {
    closeFirstMinute();
    batch(WALL, line(1, 200));
    engine = readBack(job);
    assertThat(batch(WALL + 9_999)).isEmpty();
    assertThat(batch(WALL + 10_000)).containsExactly("10:05 200 2 2");
  }

  @Test
  void restartWithAShorterTime_bringsThemAtOnce() {
    closeFirstMinute();
    batch(WALL, line(1, 200));
    engine = readBack(job());
    assertThat(batch(WALL + 1)).containsExactly("10:05 200 2 2");
  }

  private WindowEngine readBack(Job under) {
    ByteWriter state = new ByteWriter();
    engine.encodeCommon(state);
    engine.aggregations().forEach(aggregation -> aggregation.encode(state));
    ByteReader in = new ByteReader(state.toBytes());
    WindowEngine made = new WindowEngine(under);
    made.decodeCommon(in);
    made.aggregations().forEach(aggregation -> aggregation.decode(in));
    made.restored();
    return made;
  }
}
