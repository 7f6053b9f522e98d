package io.github.flumeaggregation.window.alert;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.file;
import static io.github.flumeaggregation.window.row.Events.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.window.engine.Job;
import io.github.flumeaggregation.window.engine.WindowEngine;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One scenario for each thing that can be known of why no data come. */
class NoDataTest {
  private static final long STEP = 5_000;

  private final List<OutboxRow> rows = new ArrayList<>();
  private Job config = config();
  private WindowEngine engine = new WindowEngine(config);
  private WindowEngine replayed = new WindowEngine(config);
  private long now = Events.T0;
  private boolean taking = true;

  private static Job config(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "aggregations.traffic.window", "tumbling 1m",
                "aggregations.traffic.compute", "count",
                "alerts", "silence",
                "alerts.silence.on", "traffic",
                "alerts.silence.noData", "1m",
                "alerts.silence.resendEvery", "off"));
    settings.addAll(List.of(more));
    Map<String, String> values = Events.settings(settings.toArray(String[]::new));
    values.values().removeIf(String::isEmpty);
    return Job.of("w", values);
  }

  private void configure(String... more) {
    config = config(more);
    engine = new WindowEngine(config);
    replayed = new WindowEngine(config);
  }

  private void ungrouped() {
    configure("aggregations.traffic.groupBy", "");
  }

  private void take(String body) {
    engine.add(Map.of(), bytes(body), now);
    commit();
  }

  private void progress(String node, String... files) {
    engine.add(Map.of("tail.progress", "true"), Events.progress(node, List.of(files)), now);
    commit();
  }

  private void commit() {
    engine.endBatch(now, Integer.MAX_VALUE);
    engine.tickAlerts(taking, true);
    List<OutboxRow> made = engine.takeResults();
    replayed.replay(new ByteReader(engine.record().toBytes()));
    engine.record().reset();
    assertThat(replayed.takeResults().stream().map(Events::text))
        .as("the log says the same")
        .isEqualTo(made.stream().map(Events::text).toList());
    made.stream().filter(row -> row.headers().get("type").equals("alert")).forEach(rows::add);
  }

  private void pass(long seconds) {
    for (long end = now + seconds * 1000; now < end; ) {
      now = Math.min(end, now + STEP);
      commit();
    }
  }

  private List<JsonObject> alerts() {
    return rows.stream().map(Events::alert).toList();
  }

  private String cause() {
    JsonObject alert = alerts().get(alerts().size() - 1);
    return alert.getAsJsonObject("annotations").get("cause").getAsString();
  }

  private String detail() {
    JsonObject alert = alerts().get(alerts().size() - 1);
    return alert.getAsJsonObject("annotations").get("detail").getAsString();
  }

  // --- causes --------------------------------------------------------------------------------

  @Test
  void linesThatDoNotParse_areABrokenParser() {
    take(line(0, 200, 1));
    for (int i = 0; i < 13; i++) {
      pass(5);
      take("no access log");
    }

    assertThat(cause()).isEqualTo("parser broken");
    assertThat(detail()).isEqualTo("11 lines have come, and none could be parsed");
  }

  @Test
  void linesOfOtherKinds_doNotCount() {
    configure("aggregations.traffic.where", "status >= 500");
    for (int i = 0; i < 13; i++) {
      take(line(5L * i, 200, 1));
      pass(5);
    }

    assertThat(cause()).isEqualTo("lines do not count");
    assertThat(detail()).contains("lines have come; 0 could not be parsed, 0 were too far ahead");
  }

  @Test
  void filesReadToTheirEnd_areNoTraffic() {
    take(line(0, 200, 1));
    for (int i = 0; i < 7; i++) {
      pass(10);
      progress("web1", file("a", 9, 9, "end"), file("b", 5, 5, "closed"));
    }

    assertThat(cause()).isEqualTo("no traffic");
    assertThat(detail()).isEqualTo("all 2 files are read to their end");
  }

  @Test
  void fileNotReadToItsEnd_isBehind() {
    take(line(0, 200, 1));
    for (int i = 0; i < 7; i++) {
      pass(10);
      progress("web1", file("a", 9, 9, "end"), file("b", 5, 1_000, "behind"));
    }

    assertThat(cause()).isEqualTo("behind");
    assertThat(detail())
        .isEqualTo(
            "1 of 2 files are not read to their end, /var/log/b for one; 995 bytes are left");
  }

  @Test
  void missingProgressEvents_areASilentSource() {
    take(line(0, 200, 1));
    progress("web1", file("a", 9, 9, "end"));
    pass(10);
    progress("web1", file("a", 9, 9, "end"));
    String last = Instant.ofEpochMilli(now).toString();
    pass(60);

    assertThat(cause()).isEqualTo("source silent");
    assertThat(detail()).isEqualTo("no progress event has come from web1 since " + last);
  }

  @Test
  void sourceWithoutFiles_isSaidToHaveNone() {
    take(line(0, 200, 1));
    for (int i = 0; i < 7; i++) {
      pass(10);
      progress("web1");
    }

    assertThat(cause()).isEqualTo("no files");
  }

  @Test
  void sourceThatNeverReported_isUnknown() {
    take(line(0, 200, 1));
    pass(60);

    assertThat(cause()).isEqualTo("unknown");
    assertThat(detail()).contains("cannot be told apart");
  }

  @Test
  void malformedProgress_saysNothing() {
    for (String rest : List.of("", "\"node\":1,\"files\":[{}]}", "[]}")) {
      byte[] body = bytes("{\"type\":\"progress\"," + rest);
      engine.add(Map.of("tail.progress", "true"), body, now);
    }
    pass(70);

    assertThat(alerts()).hasSize(1);
  }

  @Test
  void causeThatChanges_isSaidWithTheNextRepetition() {
    configure("alerts.silence.resendEvery", "30s");
    pass(65);
    assertThat(cause()).isEqualTo("unknown");
    progress("web1", file("a", 9, 9, "end"));
    pass(30);

    assertThat(cause()).isEqualTo("no traffic");
    assertThat(rows.get(0).headers().get("id")).endsWith("/1");
    assertThat(rows.get(rows.size() - 1).headers().get("id")).endsWith("/2");
  }

  // --- firing and its end --------------------------------------------------------------------

  @Test
  void silence_firesAfterItsTimeAndEndsWithTheNextLine() {
    ungrouped();
    take(line(0, 200, 1));
    long lastData = now;
    pass(55);
    assertThat(alerts()).isEmpty();
    pass(5);

    assertThat(alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.has("endsAt")).isFalse());
    JsonObject firing = alerts().get(0);
    assertThat(firing.get("startsAt").getAsString())
        .isEqualTo(Instant.ofEpochMilli(lastData + 60_000).toString());
    assertThat(firing.getAsJsonObject("labels").toString())
        .isEqualTo(
            "{\"aggregation\":\"traffic\",\"alertname\":\"silence\",\"node\":\"web1\",\"reason\":\"noData\"}");
    assertThat(firing.getAsJsonObject("annotations").get("value").getAsString())
        .isEqualTo("no data since " + Instant.ofEpochMilli(lastData));

    pass(20);
    take(line(80, 200, 1));

    assertThat(alerts()).hasSize(2);
    assertThat(alerts().get(1).getAsJsonObject("labels")).isEqualTo(firing.get("labels"));
    assertThat(alerts().get(1).get("startsAt")).isEqualTo(firing.get("startsAt"));
    assertThat(alerts().get(1).get("endsAt").getAsString())
        .isEqualTo(Instant.ofEpochMilli(now).toString());
  }

  @Test
  void noDataAtAllSinceTheStart_firesOnce() {
    pass(200);

    assertThat(alerts()).hasSize(1);
    assertThat(rows.get(0).headers())
        .containsEntry("type", "alert")
        .containsEntry("alert", "silence")
        .containsEntry("aggregation", "traffic")
        .containsEntry("node", "web1")
        .containsEntry("key", "-")
        .containsEntry("revision", "1");
  }

  @Test
  void groupThatFallsSilent_firesByItselfWhileOthersSpeak() {
    take(line(0, 200, 1) + "\n" + line(0, 404, 1));
    take(line(0, 404, 1));
    for (int i = 1; i <= 13; i++) {
      progress("web1", file("a", 9, 9, "end"));
      pass(5);
      take(line(5L * i, 200, 1));
    }

    assertThat(alerts()).hasSize(1);
    assertThat(alerts().get(0).getAsJsonObject("labels").get("status").getAsString())
        .isEqualTo("404");
    assertThat(cause()).isEqualTo("no traffic");
    assertThat(detail()).startsWith("other groups have lines; ");

    take(line(70, 404, 1));
    assertThat(alerts()).hasSize(2);
    assertThat(alerts().get(1).has("endsAt")).isTrue();
  }

  @Test
  void groupWhoseLinesMayBeAmongTheUnparsed_isUnknown() {
    take(line(0, 404, 1));
    for (int i = 1; i <= 13; i++) {
      pass(5);
      take(line(5L * i, 200, 1));
      take("no access log");
    }

    assertThat(cause()).isEqualTo("unknown");
    assertThat(detail()).contains("could not be parsed, some may be of this group");
  }

  @Test
  void allGroupsSilent_areOneAlertAndGetTheirTimeAgainAfterwards() {
    take(line(0, 200, 1));
    take(line(0, 404, 1));
    pass(120);
    take(line(120, 200, 1));
    pass(50);

    assertThat(alerts()).as("firing and resolved, of the whole").hasSize(2);
    assertThat(alerts().get(0).getAsJsonObject("labels").has("status")).isFalse();
    assertThat(alerts().get(1).has("endsAt")).isTrue();
  }

  // --- what is no silence --------------------------------------------------------------------

  @Test
  void timeInWhichTheSinkTookNothing_isNoSilence() {
    ungrouped();
    take(line(0, 200, 1));
    taking = false;
    pass(120);
    taking = true;
    pass(55);
    assertThat(alerts()).isEmpty();
    pass(10);
    assertThat(alerts()).hasSize(1);
  }

  @Test
  void clockThatJumpsOrAgentThatWasSuspended_isNoSilence() {
    ungrouped();
    take(line(0, 200, 1));
    pass(50);
    now += 3_600_000;
    commit();
    pass(50);
    now -= 7_200_000;
    commit();
    pass(55);

    assertThat(alerts()).isEmpty();
  }

  @Test
  void tooManyGroups_areCountedAsDropped() {
    configure("alerts.silence.maxAlerts", "1");
    take(line(0, 200, 1));
    take(line(0, 404, 1));

    assertThat(engine.alerts().dropped()).isEqualTo(1);
  }
}
