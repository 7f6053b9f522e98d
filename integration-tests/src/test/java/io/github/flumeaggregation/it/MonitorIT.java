package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that is watched by its monitor, is killed, and comes back. */
@Tag("versions")
class MonitorIT {
  private static final int LINES = 3000;

  @TempDir Path dir;

  private final Map<String, Double> highest = new HashMap<>();
  private MonitoredLog log;

  @Test
  void totalsOfTheSinkAreThoseOfTheLog_alsoAfterAKill() throws Exception {
    log = new MonitoredLog(dir);
    log.write(LINES);
    FlumeHome home = FlumeHome.createIn(dir);
    try (StockAgent agent = StockAgent.start(home, log.conf(), Scrape.JVM_OPTIONS)) {
      String address = Scrape.address(agent);
      awaitAllLines(agent, address);
      assertEveryPartIsShown(Scrape.of(address));
      agent.await("ready", () -> Scrape.get(address + "/-/ready").statusCode() == 200);
      assertThat(Scrape.get(address + "/-/healthy").body()).isEqualTo("healthy\n");
      assertThat(answerTo(address, "GET", "evil.example")).startsWith("HTTP/1.1 403 ");
      assertThat(answerTo(address, "POST", "localhost")).startsWith("HTTP/1.1 405 ");
      agent.kill();
    }
    log.write(LINES);
    try (StockAgent agent = StockAgent.start(home, log.conf(), Scrape.JVM_OPTIONS)) {
      awaitAllLines(agent, Scrape.address(agent));
      agent.stop();
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        StockAgent agent =
            StockAgent.start(
                home,
                log.conf(),
                Scrape.JVM_OPTIONS[0],
                "-Dflume.monitoring.port=" + taken.getLocalPort())) {
      agent.awaitLog("MonitorServer does not run, the agent does: it cannot listen on");
      agent.stop();
    }
  }

  @Test
  void addressThatOthersReach_isWarnedOf() throws Exception {
    log = new MonitoredLog(dir);
    log.write(1);
    String[] options = {
      Scrape.JVM_OPTIONS[0], Scrape.JVM_OPTIONS[1], "-Dflume.monitoring.host=0.0.0.0"
    };
    try (StockAgent agent = StockAgent.start(FlumeHome.createIn(dir), log.conf(), options)) {
      agent.awaitLog("MonitorServer: everybody who reaches 0.0.0.0:");
      assertThat(agent.log()).containsPattern("WARN .* MonitorServer: everybody who reaches");
      agent.stop();
    }
  }

  private void awaitAllLines(StockAgent agent, String address) {
    agent.await(
        "all lines in the totals",
        () -> {
          Scrape scrape = Scrape.of(address);
          assertNothingFell(scrape);
          return MonitoredLog.seen(scrape) == log.lines();
        });
  }

  private void assertNothingFell(Scrape scrape) {
    for (String outcome : MonitoredLog.OUTCOMES) {
      String series = MonitoredLog.outcome(outcome);
      Double value = scrape.samples().get(series);
      if (value != null) {
        assertThat(value).as(series).isGreaterThanOrEqualTo(highest.getOrDefault(series, 0.0));
        highest.put(series, value);
      }
    }
  }

  private static void assertEveryPartIsShown(Scrape scrape) {
    assertThat(scrape.samples())
        .containsEntry("flume_source_lines_read_total{source=\"log\"}", (double) LINES)
        .containsEntry("flume_channel_events_put_total{channel=\"lines\"}", (double) LINES)
        .containsEntry("flume_channel_unhealthy{channel=\"lines\"}", 0.0)
        .containsEntry("flume_window_sink_working{sink=\"windows\"}", 1.0)
        .containsKeys(
            "flume_channel_capacity_events{channel=\"rows\"}",
            "flume_sink_events_drained_total{sink=\"rows\"}",
            "flume_alertmanager_sink_alerts_waiting{sink=\"alerts\"}",
            "flume_interceptor_lines_total{interceptor=\"live\",outcome=\"counted\"}",
            "flume_interceptor_value{aggregation=\"statuses\",column=\"count\",interceptor=\"live\""
                + ",status=\"200\"}",
            "flume_window_value{aggregation=\"traffic\",column=\"p95(bytes)\",sink=\"windows\""
                + ",status=\"200\"}",
            "flume_window_end_time_seconds{aggregation=\"traffic\",sink=\"windows\"}");
  }

  private static String answerTo(String address, String method, String host) throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(address).getPort())) {
      String request = method + " /metrics HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
