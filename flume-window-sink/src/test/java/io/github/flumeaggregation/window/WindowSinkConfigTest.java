package io.github.flumeaggregation.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.window.row.Events;
import java.io.File;
import org.junit.jupiter.api.Test;

class WindowSinkConfigTest {
  private static WindowSinkConfig read(String... settings) {
    return new WindowSinkConfig("w", Events.settings(settings));
  }

  @Test
  void everyKey_isRead() {
    WindowSinkConfig config =
        read(
            "node",
            "n",
            "stateDir",
            "/s",
            "batchSize",
            "7",
            "batchBytes",
            "3MiB",
            "threads",
            "3",
            "maxPendingRows",
            "9",
            "time",
            "header",
            "maxOutOfOrder",
            "1s",
            "allowedLateness",
            "2h",
            "idleTimeout",
            "3s",
            "maxFuture",
            "4m",
            "channel",
            "c",
            "type",
            "t");

    assertThat(config.job.node).isEqualTo("n");
    assertThat(config.state.directory).isEqualTo(new File("/s"));
    assertThat(config.batchSize).isEqualTo(7);
    assertThat(config.batchBytes).isEqualTo(3 << 20);
    assertThat(config.threads).isEqualTo(3);
    assertThat(config.state.maxPendingRows).isEqualTo(9);
    assertThat(config.job.timeRules.maxOutOfOrderMillis).isEqualTo(1_000);
    assertThat(config.job.timeRules.allowedLatenessMillis).isEqualTo(7_200_000);
    assertThat(config.job.timeRules.idleTimeoutMillis).isEqualTo(3_000);
    assertThat(config.job.timeRules.maxFutureMillis).isEqualTo(240_000);
  }

  @Test
  void defaults_areTheDocumentedOnes() {
    WindowSinkConfig config = read();

    assertThat(config.state.directory)
        .isEqualTo(new File(System.getProperty("user.home"), ".flume/window-sink/w"));
    assertThat(config.batchSize).isEqualTo(100);
    assertThat(config.threads).isEqualTo(Math.min(Runtime.getRuntime().availableProcessors(), 4));
    assertThat(config.job.timeRules.maxOutOfOrderMillis).isEqualTo(5_000);
    assertThat(config.job.timeRules.allowedLatenessMillis).isEqualTo(86_400_000);
    assertThat(config.job.timeRules.idleTimeoutMillis).isEqualTo(30_000);
    assertThat(config.job.timeRules.maxFutureMillis).isEqualTo(3_600_000);
  }

  @Test
  void severalFaults_areReportedAtOnceWithKeyValueAndWhatIsAllowed() {
    assertThatThrownBy(
            () ->
                read(
                    "batchSize", "many",
                    "idleTimeout", "30",
                    "aggregations.traffic.window", "tumbling",
                    "aggregations.traffic.compute", "sum(byte)"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("WindowSink 'w'")
        .hasMessageContaining("batchSize = 'many': allowed is a whole number from 1 to 1000000")
        .hasMessageContaining("idleTimeout = '30'")
        .hasMessageContaining("unit is missing")
        .hasMessageContaining("aggregations.traffic.window = 'tumbling': allowed is")
        .hasMessageContaining("aggregations.traffic.compute = 'sum(byte)'")
        .hasMessageContaining("'bytes'");
  }

  @Test
  void unknownKey_isRefusedWithTheNearestOne() {
    assertThatThrownBy(() -> read("aggregations.traffic.groupby", "status"))
        .hasMessageContaining("aggregations.traffic.groupby")
        .hasMessageContaining("did you mean 'aggregations.traffic.groupBy'?");
  }

  @Test
  void rateOfATotal_isRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "aggregations.traffic.window", "total every 1m",
                    "aggregations.traffic.compute", "count, rate"))
        .hasMessageContaining("rate needs a window with a beginning");
  }

  @Test
  void windowIsRequired() {
    var settings = Events.settings();
    settings.remove("aggregations.traffic.window");

    assertThatThrownBy(() -> new WindowSinkConfig("w", settings))
        .hasMessageContaining("aggregations.traffic.window is required");
  }

  @Test
  void noAggregation_isAFault() {
    var settings = Events.settings();
    settings.keySet().removeIf(key -> key.startsWith("aggregations"));

    assertThatThrownBy(() -> new WindowSinkConfig("w", settings))
        .hasMessageContaining("aggregations is required");
  }

  @Test
  void formatWithoutATime_needsTheHeader() {
    assertThatThrownBy(() -> read("format", "json"))
        .hasMessageContaining("format = 'json': which field holds the time must be said");
    assertThat(read("format", "json", "time", "header").job.format.givesTime()).isTrue();
    assertThat(read("format", "json", "format.timeField", "at").job.format.givesTime()).isTrue();
  }

  @Test
  void reviseEvery_isADurationOfADayAtMost() {
    assertThat(read().job.reviseEveryMillis).isZero();
    assertThat(read("reviseEvery", "10s").job.reviseEveryMillis).isEqualTo(10_000);
    assertThatThrownBy(() -> read("reviseEvery", "25h"))
        .hasMessageContaining("reviseEvery = '25h': must be 0s to 1d", "'10s' is enough for most");
  }

  @Test
  void reviseEveryOfWhatIsAlwaysRevisedAtOnce_isWarnedAbout() {
    assertThat(
            read(
                    "reviseEvery", "10s",
                    "alerts", "errors",
                    "alerts.errors.on", "traffic",
                    "alerts.errors.when", "count > 3")
                .warnings)
        .singleElement()
        .asString()
        .contains("reviseEvery = '10s': changes nothing");
  }

  @Test
  void patternWithoutItsBackslashes_isWarnedAbout() {
    assertThat(read("aggregations.traffic.where", "path =~ \"/d+/\"").warnings)
        .singleElement()
        .asString()
        .contains("aggregations.traffic.where", "column 9: 'd' is a plain letter here");
  }
}
