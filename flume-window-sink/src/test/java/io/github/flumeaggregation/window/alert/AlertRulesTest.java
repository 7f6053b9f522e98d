package io.github.flumeaggregation.window.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.window.engine.Job;
import io.github.flumeaggregation.window.row.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRulesTest {
  private static Job read(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "aggregations.traffic.compute",
                "count, count(status >= 500) as errors, avg(bytes), count(status == 503)",
                "alerts",
                "a"));
    all.addAll(List.of(settings));
    return Job.of("w", Events.settings(all.toArray(String[]::new)));
  }

  private static AlertRule rule(String... settings) {
    return read(settings).alerts.get(0);
  }

  @Test
  void alertOnSessions_goesOnForAnHourUnlessSet() {
    assertThat(ofSessions().keepFiringMillis).isEqualTo(3_600_000);
    assertThat(ofSessions("alerts.a.keepFiringFor", "5m").keepFiringMillis).isEqualTo(300_000);
  }

  private static AlertRule ofSessions(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "aggregations.traffic.window", "session 30m",
                "alerts.a.on", "traffic",
                "alerts.a.when", "count > 1"));
    settings.addAll(List.of(more));
    return rule(settings.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for | 2m | is for windows that follow each other, and sessions do not; an alert on a"
            + " session ends when keepFiringFor has passed",
        "resolve | count < 1 | is for windows that follow each other, and sessions do not",
        "noData | 5m | is not for sessions, which end because nothing comes; watch an aggregation"
            + " of 'tumbling 1m', say, of the same lines",
        "keepFiringFor | 10ms | allowed is a duration of at least 1s",
      })
  void keyThatSessionsDoNotHave_isRefusedWithTheWayOut(String key, String value, String message) {
    assertThatThrownBy(() -> ofSessions("alerts.a." + key, value))
        .hasMessageContaining("alerts.a." + key + " = '" + value + "': " + message);
  }

  @Test
  void keepFiringFor_isRefusedOnOtherWindows() {
    assertThatThrownBy(
            () ->
                rule(
                    "alerts.a.on", "traffic",
                    "alerts.a.when", "count > 1",
                    "alerts.a.keepFiringFor", "5m"))
        .hasMessageContaining("alerts.a.keepFiringFor = '5m': goes with sessions");
  }

  @Test
  void everyKey_isRead() {
    AlertRule rule =
        rule(
            "alerts.a.on", "traffic",
            "alerts.a.when", "errors / count > 0.05 and count > 100",
            "alerts.a.for", "2m",
            "alerts.a.resolve", "errors / count < 0.02",
            "alerts.a.noData", "7m",
            "alerts.a.labels.severity", "page",
            "alerts.a.annotations.summary", "Many errors",
            "alerts.a.samples", "3",
            "alerts.a.resendEvery", "2m",
            "alerts.a.maxAge", "2h",
            "alerts.a.maxAlerts", "17");

    assertThat(rule.name).isEqualTo("a");
    assertThat(rule.aggregation.name()).isEqualTo("traffic");
    assertThat(rule.forMillis).isEqualTo(120_000);
    assertThat(rule.noDataMillis).isEqualTo(420_000);
    assertThat(rule.labels).isEqualTo(Map.of("severity", "page"));
    assertThat(rule.annotations).isEqualTo(Map.of("summary", "Many errors"));
    assertThat(rule.samples).isEqualTo(3);
    assertThat(rule.resendMillis).isEqualTo(120_000);
    assertThat(rule.maxAgeMillis).isEqualTo(7_200_000);
    assertThat(rule.maxAlerts).isEqualTo(17);
    assertThat(rule.groupLabels).containsExactly("status");
    assertThat(rule.conditions().whenText()).isEqualTo("errors / count > 0.05 and count > 100");
  }

  @Test
  void defaults_areTheDocumentedOnes() {
    AlertRule rule = rule("alerts.a.on", "traffic", "alerts.a.when", "count > 1");

    assertThat(rule.forMillis).isZero();
    assertThat(rule.watchesForData()).isFalse();
    assertThat(rule.samples).isZero();
    assertThat(rule.resendMillis).isEqualTo(60_000);
    assertThat(rule.maxAgeMillis).isEqualTo(86_400_000);
    assertThat(rule.maxAlerts).isEqualTo(1_000);
  }

  @Test
  void off_switchesRepetitionAndAgeLimitOff() {
    AlertRule rule =
        rule(
            "alerts.a.on", "traffic",
            "alerts.a.when", "count > 1",
            "alerts.a.resendEvery", "off",
            "alerts.a.maxAge", "off");

    assertThat(rule.resendMillis).isEqualTo(AlertRule.NEVER);
    assertThat(rule.maxAgeMillis).isEqualTo(AlertRule.NEVER);
  }

  @Test
  void columnWithoutAName_isWrittenAsInCompute() {
    AlertRule rule =
        rule(
            "alerts.a.on",
            "traffic",
            "alerts.a.when",
            "avg( bytes ) > 5 and count(status==503) > 0 and `avg(bytes)` > 4");

    assertThat(rule.judgesRows()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "on | trafic | alerts.a.on = 'trafic': allowed is one of the aggregations traffic (did you"
            + " mean 'traffic'?)",
        "when | error > 5 | unknown column 'error' (did you mean 'errors'?); columns are count,"
            + " errors, avg(bytes), count(status == 503)",
        "when | count | is no condition",
        "when | count > \"many\" | cannot compare",
        "resolve | errors < | expected",
        "for | 2 | the unit is missing",
        "noData | 0s | at least 1s",
        "samples | 11 | allowed is a whole number from 0 to 10",
        "maxAlerts | 0 | allowed is a whole number from 1 to 100000",
        "resendEvery | 10ms | allowed is off, or a duration of at least 1000ms",
        "maxAge | never | alerts.a.maxAge = 'never'",
        "labels.node | x | the sink sets node itself",
        "labels.status | x | the sink sets status itself",
        "labels.bad-name | x | allowed in the name are letters, digits and _",
        "annotations.window | x | the sink sets window itself",
        "resendevery | 1m | alerts.a.resendevery = '1m': unknown key (did you mean"
            + " 'alerts.a.resendEvery'?)",
      })
  void fault_isReportedWithKeyValueAndWhatIsAllowed(String key, String value, String message) {
    Map<String, String> settings =
        Events.settings(
            "aggregations.traffic.compute",
            "count, count(status >= 500) as errors, avg(bytes), count(status == 503)",
            "alerts",
            "a",
            "alerts.a.on",
            "traffic",
            "alerts.a.when",
            "count > 1");
    settings.put("alerts.a." + key, value);

    assertThatThrownBy(() -> Job.of("w", settings))
        .hasMessageContaining("1 fault")
        .hasMessageContaining("alerts.a." + key)
        .hasMessageContaining(message);
  }

  @Test
  void neitherWhenNorNoData_isAFault() {
    assertThatThrownBy(() -> read("alerts.a.on", "traffic"))
        .hasMessageContaining("alerts.a.when is required: say when it fires");
  }

  @Test
  void onIsRequired() {
    assertThatThrownBy(() -> read("alerts.a.when", "count > 1"))
        .hasMessageContaining("alerts.a.on is required: name the aggregation that it watches");
  }

  @Test
  void keysThatNeedWhen_areAFaultWithoutIt() {
    assertThatThrownBy(
            () ->
                read(
                    "alerts.a.on", "traffic",
                    "alerts.a.noData", "5m",
                    "alerts.a.for", "5m",
                    "alerts.a.resolve", "count > 1",
                    "alerts.a.samples", "1"))
        .hasMessageContaining("alerts.a.for = '5m': goes with when, which is not set")
        .hasMessageContaining("alerts.a.resolve = 'count > 1': goes with when")
        .hasMessageContaining("alerts.a.samples = '1': goes with when");
  }

  @Test
  void keysOfAnAlertThatIsNotNamed_areUnknown() {
    assertThatThrownBy(
            () ->
                read(
                    "alerts.a.on", "traffic",
                    "alerts.a.when", "count > 1",
                    "alerts.b.on", "traffic"))
        .hasMessageContaining("'b' has keys and is not listed here");
  }

  @Test
  void wrongCompute_isReportedOnceAndNotAgainForEveryAlert() {
    assertThatThrownBy(
            () ->
                read(
                    "aggregations.traffic.compute", "sum(byte)",
                    "alerts.a.on", "traffic",
                    "alerts.a.when", "count > 1"))
        .hasMessageContaining("1 fault");
  }

  @Test
  void rareRepetition_isWarnedAbout() {
    Map<String, String> values =
        Events.settings(
            "alerts", "a",
            "alerts.a.on", "traffic",
            "alerts.a.when", "count > 1",
            "alerts.a.resendEvery", "10m");
    Settings settings = Settings.of("w", values);
    Job job = new Job("w", settings, values);

    assertThat(job.alerts).hasSize(1);
    assertThat(settings.warnings())
        .singleElement()
        .asString()
        .contains("alerts.a.resendEvery", "resolve_timeout");
  }

  @Test
  void groupFields_becomeLabelNamesThatPrometheusAllows() {
    Job config =
        read(
            "format", "json",
            "time", "header",
            "aggregations.traffic.groupBy", "`a.b`, node, `1st`",
            "aggregations.traffic.compute", "count",
            "alerts.a.on", "traffic",
            "alerts.a.when", "count > 1");

    assertThat(config.alerts.get(0).groupLabels).containsExactly("a_b", "group_node", "_1st");
  }
}
