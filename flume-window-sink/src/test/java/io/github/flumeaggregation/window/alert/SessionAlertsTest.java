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
import org.junit.jupiter.api.Test;

/** Alerts on sessions of a gap of a minute: when they fire, and how they end. */
class SessionAlertsTest {
  private static final long MINUTE = 60_000;

  private WindowEngine engine = new WindowEngine(config());
  private long now = Events.T0 + 30 * MINUTE;
  private long offset;

  private static Job config(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "maxOutOfOrder", "0s",
                "aggregations.traffic.window", "session 1m",
                "aggregations.traffic.compute", "count, count(status >= 500) as errors",
                "aggregations.traffic.groupBy", "method",
                "alerts", "bad",
                "alerts.bad.on", "traffic",
                "alerts.bad.when", "errors >= 2",
                "alerts.bad.keepFiringFor", "10m",
                "alerts.bad.resendEvery", "off"));
    settings.addAll(List.of(more));
    return Job.of("w", Events.settings(settings.toArray(String[]::new)));
  }

  private void configure(String... more) {
    engine = new WindowEngine(config(more));
  }

  /** The notifications that lines lead to, each of the given second and status. */
  private List<OutboxRow> lines(int... secondsAndStatus) {
    for (int i = 0; i < secondsAndStatus.length; i += 2) {
      String text = line(secondsAndStatus[i], secondsAndStatus[i + 1], 7);
      engine.add(position("h:1:1:n", offset, text), bytes(text), now);
      offset += text.length() + 1;
    }
    engine.endBatch(now, Integer.MAX_VALUE);
    return tick();
  }

  private List<OutboxRow> after(long millis) {
    now += millis;
    return tick();
  }

  private List<OutboxRow> tick() {
    now += 20;
    engine.endBatch(now, Integer.MAX_VALUE);
    engine.tickAlerts(true, true);
    List<OutboxRow> rows = new ArrayList<>(engine.takeResults());
    rows.removeIf(row -> !row.headers().get("type").equals("alert"));
    return rows;
  }

  private static String annotation(OutboxRow row, String name) {
    return Events.alert(row).getAsJsonObject("annotations").get(name).getAsString();
  }

  private static String startsAt(OutboxRow row) {
    return Events.alert(row).get("startsAt").getAsString();
  }

  private static boolean ends(OutboxRow row) {
    return Events.alert(row).has("endsAt");
  }

  @Test
  void sessionThatHolds_firesWhenItCloses() {
    assertThat(lines(0, 500, 30, 500)).as("it is open").isEmpty();
    List<OutboxRow> rows = lines(200, 200);

    assertThat(rows).hasSize(1);
    JsonObject alert = Events.alert(rows.get(0));
    assertThat(alert.getAsJsonObject("labels").get("method").getAsString()).isEqualTo("GET");
    assertThat(startsAt(rows.get(0))).isEqualTo("2015-05-17T10:06:30Z");
    assertThat(ends(rows.get(0))).isFalse();
    assertThat(annotation(rows.get(0), "value")).isEqualTo("count = 2, errors = 2");
    assertThat(annotation(rows.get(0), "window"))
        .isEqualTo("2015-05-17T10:05:00Z/2015-05-17T10:06:30Z");
    assertThat(engine.alerts().firing()).isEqualTo(1);
  }

  @Test
  void sessionThatDoesNotHold_saysNothing() {
    assertThat(lines(0, 500, 30, 200, 200, 200)).isEmpty();
    assertThat(engine.alerts().firing()).isZero();
  }

  @Test
  void whenKeepFiringForHasPassed_itEnds() {
    lines(0, 500, 30, 500, 200, 200);
    assertThat(after(9 * MINUTE)).isEmpty();
    List<OutboxRow> rows = after(MINUTE);

    assertThat(rows).hasSize(1);
    assertThat(startsAt(rows.get(0))).isEqualTo("2015-05-17T10:06:30Z");
    assertThat(ends(rows.get(0))).isTrue();
    assertThat(annotation(rows.get(0), "detail"))
        .isEqualTo("keepFiringFor has passed since the session closed");
    assertThat(engine.alerts().firing()).isZero();
    assertThat(after(MINUTE)).isEmpty();
  }

  @Test
  void furtherSessionThatHolds_isSaidAndProlongsIt() {
    lines(0, 500, 30, 500, 200, 500, 201, 500);
    after(6 * MINUTE);
    List<OutboxRow> rows = lines(400, 200);

    assertThat(rows).hasSize(1);
    assertThat(startsAt(rows.get(0))).as("one alert").isEqualTo("2015-05-17T10:06:30Z");
    assertThat(annotation(rows.get(0), "window")).startsWith("2015-05-17T10:08:20Z/");
    assertThat(after(6 * MINUTE)).as("the first one has passed").isEmpty();
    assertThat(after(4 * MINUTE)).hasSize(1).allMatch(SessionAlertsTest::ends);
  }

  @Test
  void furtherSessionThatDoesNotHold_leavesIt() {
    lines(0, 500, 30, 500, 200, 200, 400, 200);

    assertThat(engine.alerts().firing()).isEqualTo(1);
  }

  @Test
  void lateLineThatLengthensASession_isACorrectionAndNoEnd() {
    lines(0, 500, 30, 500, 200, 200);
    List<OutboxRow> rows = lines(40, 200);

    assertThat(rows).hasSize(1);
    assertThat(ends(rows.get(0))).isFalse();
    assertThat(startsAt(rows.get(0))).isEqualTo("2015-05-17T10:06:40Z");
    assertThat(annotation(rows.get(0), "correction")).isNotEmpty();
    assertThat(engine.alerts().firing()).isEqualTo(1);
  }

  @Test
  void lateLineByWhichASessionNoLongerHolds_endsItWhereItBegan() {
    configure("alerts.bad.when", "errors / count > 0.9");
    lines(0, 500, 30, 500, 200, 200);
    List<OutboxRow> rows = lines(40, 200);

    assertThat(rows).hasSize(1);
    JsonObject alert = Events.alert(rows.get(0));
    assertThat(alert.get("endsAt")).isEqualTo(alert.get("startsAt"));
    assertThat(startsAt(rows.get(0))).isEqualTo("2015-05-17T10:06:30Z");
    assertThat(annotation(rows.get(0), "correction")).isNotEmpty();
  }

  @Test
  void lateLineThatJoinsTwoSessions_makesOneAlertOfBoth() {
    lines(0, 500, 1, 500, 100, 500, 101, 500, 300, 200);
    List<OutboxRow> rows = lines(50, 200);

    assertThat(rows).hasSize(1);
    assertThat(ends(rows.get(0))).isFalse();
    assertThat(startsAt(rows.get(0))).as("the end of both").isEqualTo("2015-05-17T10:07:41Z");
    assertThat(annotation(rows.get(0), "value")).isEqualTo("count = 5, errors = 4");
  }

  @Test
  void lateLineWithinASessionThatHolds_saysNothing() {
    lines(0, 500, 30, 500, 200, 200);

    assertThat(lines(10, 500)).isEmpty();
    assertThat(engine.alerts().firing()).isEqualTo(1);
  }

  @Test
  void sessionOlderThanMaxAge_isNotSent() {
    now = Events.T0 + 2 * 1_440 * MINUTE;

    assertThat(lines(0, 500, 30, 500, 200, 200)).isEmpty();
    assertThat(engine.alerts().firing()).isZero();
  }

  @Test
  void firingAlert_isSentAgain() {
    configure("alerts.bad.resendEvery", "1m");
    List<OutboxRow> first = lines(0, 500, 30, 500, 200, 200);

    assertThat(after(MINUTE).get(0).headers()).isEqualTo(first.get(0).headers());
  }

  @Test
  void moreGroupsThanMaxAlerts_areCountedAsDropped() {
    configure(
        "alerts.bad.maxAlerts",
        "1",
        "alerts.bad.when",
        "count > 0",
        "aggregations.traffic.groupBy",
        "status");

    assertThat(lines(0, 500, 1, 200, 200, 404)).hasSize(1);
    assertThat(engine.alerts().dropped()).isEqualTo(1);
  }

  @Test
  void samples_areLinesOfTheSession() {
    configure("alerts.bad.samples", "3");
    OutboxRow row = lines(0, 500, 30, 500, 89, 200, 160, 500, 400, 200).get(0);

    assertThat(annotation(row, "samples").split("\n"))
        .hasSize(2)
        .allMatch(sample -> sample.contains(" 500 7"))
        .noneMatch(sample -> sample.contains("10:07:40"));
  }

  @Test
  void otherGroup_neverAlerts() {
    configure("aggregations.traffic.groupBy", "status", "aggregations.traffic.maxGroups", "1");

    assertThat(lines(0, 500, 1, 500, 2, 501, 3, 501, 4, 502, 5, 502, 300, 200))
        .hasSizeLessThanOrEqualTo(1);
  }
}
