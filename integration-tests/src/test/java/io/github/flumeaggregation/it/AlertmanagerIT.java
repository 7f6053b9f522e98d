package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Alertmanager and a real webhook receiver. Needs the packages that {@code
 * integration-tests/system-packages} installs.
 */
@Tag("system")
class AlertmanagerIT {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Map<String, String> BOTH_FIRING = Map.of("a", "firing", "b", "firing");

  /** Longer than a repetition and a group interval. */
  private static final Duration QUIET = Duration.ofSeconds(8);

  private static final String CONF =
      """
      a1.sources = log rows
      a1.channels = lines alerts
      a1.sinks = windows alertmanager
      a1.sources.log.type = io.github.flumeaggregation.tail.TailSource
      a1.sources.log.paths = DIR/access.log
      a1.sources.log.positionFile = DIR/positions.json
      a1.sources.log.startAt = beginning
      a1.sources.log.channels = lines
      a1.channels.lines.type = file
      a1.channels.lines.checkpointDir = DIR/lines/checkpoint
      a1.channels.lines.dataDirs = DIR/lines/data
      a1.channels.lines.minimumRequiredSpace = 1000000
      a1.channels.lines.keep-alive = 0
      a1.sinks.windows.type = io.github.flumeaggregation.window.WindowSink
      a1.sinks.windows.channel = lines
      a1.sinks.windows.stateDir = DIR/windows
      a1.sinks.windows.format = regex
      a1.sinks.windows.format.pattern = (?<host>[a-z]+) (?<status>[0-9]+) (?<time>.+)
      a1.sinks.windows.format.timeField = time
      a1.sinks.windows.format.timePattern = dd/MMM/yyyy:HH:mm:ss Z
      a1.sinks.windows.maxOutOfOrder = 1s
      a1.sinks.windows.aggregations = traffic
      a1.sinks.windows.aggregations.traffic.window = tumbling 2s
      a1.sinks.windows.aggregations.traffic.groupBy = host
      a1.sinks.windows.aggregations.traffic.compute = count, count(status >= 500) as errors
      a1.sinks.windows.alerts = errors
      a1.sinks.windows.alerts.errors.on = traffic
      a1.sinks.windows.alerts.errors.when = errors / count > 0.5
      a1.sinks.windows.alerts.errors.for = 2s
      a1.sinks.windows.alerts.errors.resendEvery = 2s
      a1.sinks.windows.alerts.errors.labels.severity = page
      a1.sources.rows.type = io.github.flumeaggregation.window.WindowResultSource
      a1.sources.rows.sink = windows
      a1.sources.rows.channels = alerts
      a1.sources.rows.selector.type = multiplexing
      a1.sources.rows.selector.header = type
      a1.sources.rows.selector.mapping.alert = alerts
      a1.channels.alerts.type = file
      a1.channels.alerts.checkpointDir = DIR/alerts/checkpoint
      a1.channels.alerts.dataDirs = DIR/alerts/data
      a1.channels.alerts.minimumRequiredSpace = 1000000
      a1.sinks.alertmanager.channel = alerts
      """;

  private static final String OUR_SINK =
      """
      a1.sinks.alertmanager.type = io.github.flumeaggregation.window.AlertmanagerSink
      a1.sinks.alertmanager.urls = URL
      """;

  private static final String STOCK_SINK =
      """
      a1.sinks.alertmanager.type = http
      a1.sinks.alertmanager.endpoint = URLapi/v2/alerts
      a1.sinks.alertmanager.contentTypeHeader = application/json
      a1.sinks.alertmanager.acceptHeader = application/json
      a1.sinks.alertmanager.defaultBackoff = true
      a1.sinks.alertmanager.defaultRollback = true
      a1.sinks.alertmanager.backoff.2XX = false
      a1.sinks.alertmanager.rollback.2XX = false
      a1.sinks.alertmanager.incrementMetrics.2XX = true
      """;

  @TempDir Path dir;

  /** Whether the hosts a and b fail at present; c never does. */
  private volatile boolean failing;

  @Test
  void exampleOfAnAlertmanagerConfiguration_isSound() throws Exception {
    Path example = FlumeHome.PROJECT.resolve("examples/alertmanager.yml");
    Process check =
        new ProcessBuilder("amtool", "check-config", example.toString()).inheritIO().start();

    assertThat(check.waitFor()).isZero();
  }

  @Test
  void restartsInBetween_everyAlertIsNotifiedOnceAndResolvedOnce() throws Exception {
    assertEachIsNotifiedOnce(OUR_SINK, "takes no alerts, and is tried again");
  }

  @Test
  void restartsInBetweenWithTheStockSink_everyAlertIsNotifiedOnceAndResolvedOnce()
      throws Exception {
    assertEachIsNotifiedOnce(STOCK_SINK, "Error opening connection");
  }

  private void assertEachIsNotifiedOnce(String sink, String onRefusal) throws Exception {
    Path log = Files.writeString(dir.resolve("access.log"), "");
    FlumeHome home = FlumeHome.createIn(dir);
    ScheduledExecutorService server = Executors.newSingleThreadScheduledExecutor();
    try (JsonReceiver webhook = new JsonReceiver();
        Alertmanager alertmanager = Alertmanager.start(dir, webhook.url())) {
      Future<?> writing =
          server.scheduleAtFixedRate(() -> write(log), 0, 100, TimeUnit.MILLISECONDS);
      String conf = (CONF + sink).replace("DIR", dir.toString()).replace("URL", alertmanager.url());
      try (StockAgent agent = StockAgent.start(home, conf)) {
        agent.awaitLog("SINK, name: alertmanager started");
        failing = true;
        agent.await("both alerts", () -> statuses(webhook).contains(BOTH_FIRING));
        agent.kill();
      }
      try (StockAgent agent = StockAgent.start(home, conf)) {
        agent.awaitLog("restored its state");
        int notified = webhook.received().size();
        assertNothingMore(webhook, notified);
        alertmanager.stop();
        agent.await("a refused connection", () -> agent.log().contains(onRefusal));
        alertmanager.start();
        assertNothingMore(webhook, notified);
        failing = false;
        agent.await("the end", () -> bothResolved(webhook));
        assertNothingMore(webhook, webhook.received().size());
        agent.stop();
      }
      assertEachOnce(webhook);
      assertThat(writing.isDone()).as("the log could not be written").isFalse();
    } finally {
      server.shutdownNow();
    }
  }

  private void write(Path log) {
    String time = TIME.format(Instant.now());
    int status = failing ? 503 : 200;
    try {
      Files.writeString(
          log,
          "a %d %s\nb %d %s\nc 200 %s\n".formatted(status, time, status, time, time),
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void assertNothingMore(JsonReceiver webhook, int notifications) {
    Awaitility.await()
        .during(QUIET)
        .atMost(QUIET.plusSeconds(2))
        .until(() -> webhook.received().size() == notifications);
  }

  /** Each notification as the hosts in it and their states. */
  private static List<Map<String, String>> statuses(JsonReceiver webhook) {
    List<Map<String, String>> statuses = new ArrayList<>();
    for (JsonElement notification : webhook.received()) {
      Map<String, String> byHost = new TreeMap<>();
      for (JsonElement element : notification.getAsJsonObject().getAsJsonArray("alerts")) {
        JsonObject alert = element.getAsJsonObject();
        JsonObject labels = alert.getAsJsonObject("labels");
        assertThat(labels.get("alertname").getAsString()).isEqualTo("errors");
        assertThat(labels.get("severity").getAsString()).isEqualTo("page");
        byHost.put(labels.get("host").getAsString(), alert.get("status").getAsString());
      }
      statuses.add(byHost);
    }
    return statuses;
  }

  private static boolean bothResolved(JsonReceiver webhook) {
    List<Map<String, String>> notifications = statuses(webhook);
    return changes(notifications, "a").contains("resolved")
        && changes(notifications, "b").contains("resolved");
  }

  /**
   * The two alerts are posted one after the other, and Alertmanager may notify between them: then
   * the next notification has both, as it groups. Whichever way, each notification says something
   * new.
   */
  private static void assertEachOnce(JsonReceiver webhook) {
    List<Map<String, String>> notifications = statuses(webhook);
    assertThat(notifications).doesNotHaveDuplicates().contains(BOTH_FIRING);
    assertThat(changes(notifications, "a")).containsExactly("firing", "resolved");
    assertThat(changes(notifications, "b")).containsExactly("firing", "resolved");
    assertThat(changes(notifications, "c")).isEmpty();
  }

  /** What the notifications say of a host, one after the other, without what was said before. */
  private static List<String> changes(List<Map<String, String>> notifications, String host) {
    List<String> changes = new ArrayList<>();
    for (Map<String, String> notification : notifications) {
      String status = notification.get(host);
      if (status != null
          && (changes.isEmpty() || !changes.get(changes.size() - 1).equals(status))) {
        changes.add(status);
      }
    }
    return changes;
  }
}
