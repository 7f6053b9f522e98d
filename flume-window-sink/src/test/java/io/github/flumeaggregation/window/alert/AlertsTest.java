package io.github.flumeaggregation.window.alert;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.flumeaggregation.window.engine.Job;
import io.github.flumeaggregation.window.engine.WindowEngine;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What notifications say, which are sent, and how often. */
class AlertsTest {
  private static final long MINUTE = 60_000;

  private WindowEngine engine = new WindowEngine(config());
  private long now = Events.T0 + 60 * MINUTE;

  private static Job config(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "maxOutOfOrder", "0s",
                "aggregations.traffic.compute", "count, count(status >= 500) as errors, avg(bytes)",
                "aggregations.traffic.groupBy", "method",
                "alerts", "errorRate",
                "alerts.errorRate.on", "traffic",
                "alerts.errorRate.when", "errors / count > 0.5",
                "alerts.errorRate.labels.severity", "page",
                "alerts.errorRate.annotations.summary", "More than half are errors"));
    settings.addAll(List.of(more));
    return Job.of("w", Events.settings(settings.toArray(String[]::new)));
  }

  private void configure(String... more) {
    engine = new WindowEngine(config(more));
  }

  /** The notifications that lines lead to, each of the given second and status. */
  private List<OutboxRow> minutes(int... secondsAndStatus) {
    for (int i = 0; i < secondsAndStatus.length; i += 2) {
      engine.add(Map.of(), bytes(line(secondsAndStatus[i], secondsAndStatus[i + 1], 7)), now);
    }
    return tick();
  }

  private List<OutboxRow> tick() {
    engine.endBatch(now, Integer.MAX_VALUE);
    engine.tickAlerts(true, true);
    return alerts(engine.takeResults());
  }

  private static List<OutboxRow> alerts(List<OutboxRow> rows) {
    return rows.stream().filter(row -> row.headers().get("type").equals("alert")).toList();
  }

  private static String annotation(OutboxRow row, String name) {
    return Events.alert(row).getAsJsonObject("annotations").get(name).getAsString();
  }

  // --- form ----------------------------------------------------------------------------------

  @Test
  void notification_isTheArrayThatAlertmanagerTakes() {
    List<OutboxRow> rows = minutes(0, 500, 10, 500, 20, 200, 60, 200);

    assertThat(rows).hasSize(1);
    assertThat(Events.text(rows.get(0)))
        .isEqualTo(
            "[{\"labels\":{\"aggregation\":\"traffic\",\"alertname\":\"errorRate\","
                + "\"method\":\"GET\",\"node\":\"web1\",\"severity\":\"page\"},"
                + "\"annotations\":{\"condition\":\"errors / count > 0.5\","
                + "\"summary\":\"More than half are errors\","
                + "\"value\":\"count = 3, errors = 2, avg(bytes) = 7\","
                + "\"window\":\"2015-05-17T10:05:00Z/2015-05-17T10:06:00Z\"},"
                + "\"startsAt\":\"2015-05-17T10:06:00Z\"}]");
    assertThat(rows.get(0).headers())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "type", "alert",
                "id", "web1/w/alerts/errorRate/method=GET/2015-05-17T10:06:00Z/1",
                "node", "web1",
                "aggregation", "traffic",
                "alert", "errorRate",
                "key", "method=GET",
                "revision", "1",
                "timestamp", Long.toString(Events.T0),
                "window.start", Long.toString(Events.T0),
                "window.end", Long.toString(Events.T0 + MINUTE)));
  }

  @Test
  void resolved_hasTheSameLabelsAndStartAndAnEnd() {
    JsonObject firing = Events.alert(minutes(0, 500, 60, 500).get(0));
    List<OutboxRow> rows = minutes(120, 200, 180, 200);

    assertThat(rows).hasSize(1);
    JsonObject resolved = Events.alert(rows.get(0));
    assertThat(resolved.get("labels")).isEqualTo(firing.get("labels"));
    assertThat(resolved.get("startsAt")).isEqualTo(firing.get("startsAt"));
    assertThat(resolved.get("endsAt").getAsString()).isEqualTo("2015-05-17T10:08:00Z");
    assertThat(rows.get(0).headers()).containsEntry("revision", "2");
  }

  @Test
  void groupWithoutLinesInAWindow_isOver() {
    configure("alerts.errorRate.resolve", "errors / count < 0.1");
    minutes(0, 500, 60, 200);
    List<OutboxRow> rows = minutes(360, 500, 361, 500);

    assertThat(rows).as("10:06 had no error, and would have ended it").hasSize(1);
    configure("alerts.errorRate.resolve", "errors / count < 0.1");
    minutes(0, 500, 60, 500);
    rows = minutes(420, 500, 480, 500);
    assertThat(Events.alert(rows.get(0)).get("endsAt").getAsString())
        .as("the first window without lines")
        .isEqualTo("2015-05-17T10:08:00Z");
    assertThat(annotation(rows.get(0), "value"))
        .isEqualTo("count = 0, errors = 0, avg(bytes) = null");
  }

  @Test
  void otherGroup_neverAlerts() {
    configure("aggregations.traffic.groupBy", "status", "aggregations.traffic.top", "1 by count");

    List<OutboxRow> rows = minutes(0, 200, 1, 200, 2, 500, 3, 501, 60, 200);

    assertThat(rows).isEmpty();
  }

  @Test
  void timesAheadOfTheClock_areNotToldToAlertmanager() {
    now = Events.T0 - 600_000;

    assertThat(Events.alert(minutes(0, 500, 60, 500).get(0)).get("startsAt").getAsString())
        .isEqualTo("2015-05-17T09:55:00Z");
  }

  // --- samples -------------------------------------------------------------------------------

  @Test
  void samples_showOffendingLinesWithFileAndOffset() {
    configure("alerts.errorRate.samples", "2");
    String block =
        String.join("\n", line(0, 200, 1), line(1, 500, 2), line(2, 500, 3), line(3, 500, 4));
    Map<String, String> headers = position("f", 1000, block);
    headers.put("file", "/var/log/a.log");
    engine.add(headers, bytes(block), now);
    String next = line(61, 500, 5);
    engine.add(position("f", 3000, next), bytes(next), now);

    String samples = annotation(tick().get(0), "samples");

    int lineBytes = line(0, 200, 1).length() + 1;
    assertThat(samples)
        .isEqualTo(
            "/var/log/a.log:"
                + (1000 + lineBytes)
                + ": "
                + line(1, 500, 2)
                + "\n"
                + "/var/log/a.log:"
                + (1000 + 2 * lineBytes)
                + ": "
                + line(2, 500, 3));
    String later = line(121, 500, 6);
    engine.add(position("f", 4000, later), bytes(later), now);
    tick();
    assertThat(engine.alerts().rules().get(0).samples().of(List.of("GET"), 0, Events.T0 + MINUTE))
        .as("samples go with their window")
        .isEmpty();
  }

  @Test
  void linesAheadOfTheClock_takeNoPlaceAmongTheSamples() {
    configure("alerts.errorRate.samples", "1", "alerts.errorRate.maxAlerts", "1");
    long farAhead = (Events.WALL - Events.T0) / 1000 + 4_000;
    for (int i = 0; i < 10; i++) {
      engine.add(Map.of(), bytes(line(farAhead + 60L * i, 500, 9)), now);
    }

    List<OutboxRow> rows = minutes(1, 500, 61, 500);

    assertThat(annotation(rows.get(0), "samples")).isEqualTo(line(1, 500, 7));
  }

  @Test
  void linesThatAreLateForGood_takeNoPlaceAmongTheSamples() {
    configure(
        "alerts.errorRate.samples", "1",
        "alerts.errorRate.maxAlerts", "1",
        "allowedLateness", "10m");
    minutes(3_600, 200);
    for (int i = 0; i < 10; i++) {
      minutes(60 * i, 500);
    }

    List<OutboxRow> rows = minutes(3_601, 500, 3_602, 500, 3_661, 200);

    assertThat(annotation(rows.get(0), "samples")).isEqualTo(line(3_601, 500, 7));
  }

  @Test
  void lateLinesThatCount_keepTheirPlaceAmongTheSamples() {
    configure("alerts.errorRate.samples", "1", "allowedLateness", "10m");
    minutes(3_600, 200);

    List<OutboxRow> rows = minutes(3_300, 500);

    assertThat(annotation(rows.get(0), "samples")).isEqualTo(line(3_300, 500, 7));
  }

  @Test
  void resultBeyondEighteenDigits_isComparedAsItIs() {
    configure(
        "aggregations.traffic.compute", "count, variance(bytes) as v",
        "alerts.errorRate.when", "v > 1e30 and v < 9e35");
    engine.add(Map.of(), bytes(line(0, 200, 0)), now);
    engine.add(Map.of(), bytes(line(1, 200, 900_000_000_000_000_000L)), now);
    engine.add(Map.of(), bytes(line(61, 200, 0)), now);

    assertThat(annotation(tick().get(0), "value"))
        .isEqualTo("count = 2, v = 405000000000000000000000000000000000");

    configure(
        "aggregations.traffic.compute", "count, variance(bytes) as v",
        "alerts.errorRate.when", "v > 1e35");
    engine.add(Map.of(), bytes(line(0, 200, 0)), now);
    engine.add(Map.of(), bytes(line(1, 200, 9_000_000_000_000_000_000L)), now);
    engine.add(Map.of(), bytes(line(61, 200, 0)), now);
    assertThat(tick()).as("larger than any number in a condition").hasSize(1);
  }

  @Test
  void percentileAboveItsLimitByLittle_fires() {
    configure(
        "format", "json",
        "format.timeField", "t",
        "aggregations.traffic.groupBy", "path",
        "aggregations.traffic.compute", "count, p99(d) as p99, p0(d), p100(d)",
        "alerts.errorRate.when", "p99 > 0.2");
    for (int second = 0; second < 62; second += 20) {
      String line =
          "{\"t\":\"2015-05-17T10:%02d:%02dZ\",\"path\":\"/\",\"d\":0.2009}"
              .formatted(5 + second / 60, second % 60);
      engine.add(Map.of(), bytes(line), now);
    }
    String next = "{\"t\":\"2015-05-17T10:06:30Z\",\"path\":\"/\",\"d\":0.2009}";
    engine.add(Map.of(), bytes(next), now);

    assertThat(annotation(tick().get(0), "value"))
        .isEqualTo("count = 3, p99 = 0.201, p0(d) = 0.2009, p100(d) = 0.2009");
  }

  @Test
  void samples_areOffByDefaultAndLongLinesAreCut() {
    assertThat(Events.text(minutes(0, 500, 60, 500).get(0))).doesNotContain("samples");

    configure("alerts.errorRate.samples", "1", "format", "combined");
    String longLine = line(0, 500, 1) + " \"-\" \"" + "x".repeat(3_000) + "\"";
    engine.add(Map.of(), bytes(longLine), now);
    engine.add(Map.of(), bytes(line(60, 500, 1) + " \"-\" \"-\""), now);
    assertThat(annotation(tick().get(0), "samples")).isEqualTo(longLine.substring(0, 1_000));
  }

  // --- what is sent --------------------------------------------------------------------------

  @Test
  void firingAlert_isSentAgainAsItWasUntilItEnds() {
    List<OutboxRow> first = minutes(0, 500, 60, 500);
    now += 59_000;
    assertThat(tick()).isEmpty();
    now += 1_000;
    List<OutboxRow> again = tick();
    assertThat(again).hasSize(1);
    assertThat(again.get(0).headers()).isEqualTo(first.get(0).headers());
    assertThat(Events.text(again.get(0))).isEqualTo(Events.text(first.get(0)));

    assertThat(minutes(120, 200, 180, 200)).hasSize(1);
    now += 600_000;
    assertThat(tick()).as("it is over").isEmpty();
  }

  @Test
  void repetition_waitsWhileRowsWaitForDelivery() {
    minutes(0, 500, 60, 500);
    now += 120_000;
    engine.tickAlerts(true, false);
    assertThat(engine.takeResults()).isEmpty();
    assertThat(tick()).hasSize(1);
  }

  @Test
  void clockThatIsSetBack_doesNotSilenceAnAlert() {
    minutes(0, 500, 60, 500);
    now -= 3_600_000;
    assertThat(tick()).hasSize(1);
  }

  @Test
  void backfill_pagesNobodyUntilItHasCaughtUp() {
    now = Events.T0 + 2 * 86_400_000;
    assertThat(minutes(0, 500, 60, 500, 120, 200, 180, 500)).as("too old").isEmpty();

    now = Events.T0 + 300_000 + 86_400_000;
    assertThat(minutes(240, 500)).as("fired at 10:09, still too old").isEmpty();
    List<OutboxRow> caughtUp = minutes(300, 500);
    assertThat(caughtUp).hasSize(1);
    assertThat(Events.alert(caughtUp.get(0)).get("startsAt").getAsString())
        .isEqualTo("2015-05-17T10:09:00Z");

    now += 10 * 86_400_000L;
    assertThat(minutes(360, 200, 420, 200)).as("what was announced is ended").hasSize(1);
  }

  @Test
  void lateLines_correctTheVerdict() {
    minutes(0, 500, 1, 200, 60, 200);
    List<OutboxRow> fires = minutes(2, 500);

    assertThat(fires).as("fired at 10:06").hasSize(1);
    assertThat(annotation(fires.get(0), "correction")).contains("late lines");
    List<OutboxRow> notSo = minutes(3, 200, 4, 200);
    assertThat(notSo).hasSize(1);
    JsonObject retracted = Events.alert(notSo.get(0));
    assertThat(retracted.get("endsAt")).isEqualTo(retracted.get("startsAt"));
  }

  /** In it, 201 is first, so that 200 has no row of its own. */
  @Test
  void totalThatLateLinesAddBetweenOthers_endsWhatItHasNoRowOf() {
    configure(
        "aggregations.traffic.window", "total every 1m",
        "aggregations.traffic.groupBy", "status",
        "aggregations.traffic.top", "1 by count",
        "alerts.errorRate.when", "count > 0");
    assertThat(minutes(0, 200, 120, 200, 180, 200)).as("200 fires at 10:06").hasSize(1);

    List<String> corrected =
        minutes(60, 201, 61, 201).stream()
            .map(Events::alert)
            .map(alert -> alert.getAsJsonObject("labels").get("status") + " " + alert.get("endsAt"))
            .toList();

    assertThat(corrected)
        .containsExactly(
            "\"201\" null",
            "\"201\" \"2015-05-17T10:08:00Z\"",
            "\"200\" null",
            "\"200\" \"2015-05-17T10:07:00Z\"",
            "\"200\" null");
  }

  @Test
  void episodeThatWasOverBeforeItWasKnown_isToldWhole() {
    minutes(0, 200, 60, 200, 120, 200);
    List<OutboxRow> rows = minutes(1, 500, 2, 500);

    assertThat(rows).hasSize(2);
    assertThat(Events.alert(rows.get(0)).has("endsAt")).isFalse();
    assertThat(Events.alert(rows.get(1)).get("endsAt").getAsString())
        .isEqualTo("2015-05-17T10:07:00Z");
  }

  // --- bounds --------------------------------------------------------------------------------

  @Test
  void groupsBeyondTheBound_areCountedAndDoNotAlert() {
    configure("alerts.errorRate.maxAlerts", "1", "aggregations.traffic.groupBy", "status");

    List<OutboxRow> rows = minutes(0, 500, 1, 501, 2, 502, 60, 200);

    assertThat(rows).hasSize(1);
    assertThat(engine.alerts().firing()).isEqualTo(1);
    assertThat(engine.alerts().dropped()).isEqualTo(2);
    assertThat(minutes(61, 501, 120, 200))
        .as("500 is over, and leaves its place to 501 in the next window")
        .hasSize(1);
    assertThat(minutes(121, 501, 180, 200)).hasSize(1);
  }
}
