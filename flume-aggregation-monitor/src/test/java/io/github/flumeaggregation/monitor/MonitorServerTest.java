package io.github.flumeaggregation.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.core.live.LiveWindows;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flume.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorServerTest {
  private final MonitorServer server = new MonitorServer();
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path dir;

  private void start(Map<String, String> settings) {
    server.configure(new Context(settings));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
    server.stop();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void pages_areServedUntilItStops() throws Exception {
    start(Map.of("type", MonitorServer.class.getName(), "port", "0"));
    assertThat(LiveWindows.maxRows()).isEqualTo(10_000);
    assertThat(get("/").body()).contains("<title>Flume Aggregation</title>", "/page.js");
    assertThat(get("/-/healthy").body()).isEqualTo("healthy\n");
    assertThat(get("/metrics").body()).contains("jvm_memory_max_bytes{area=\"heap\"}");
    assertThat(get("/no").statusCode()).isEqualTo(404);
    server.stop();
    assertThat(server.port()).isZero();
    assertThat(LiveWindows.maxRows()).isZero();
  }

  @Test
  void readiness_isThatOfTheComponents() throws Exception {
    start(Map.of("port", "0"));
    assertThat(get("/-/ready").statusCode()).isEqualTo(503);
    try (RealComponents agent = new RealComponents(dir)) {
      agent.take();
      assertThat(get("/-/ready").body()).isEqualTo("ready\n");
    }
    assertThat(get("/-/ready").body()).startsWith("not ready: no source runs; no channel runs");
  }

  @Test
  void wrongSettings_areReportedTogether() {
    assertThatThrownBy(
            () ->
                new MonitorConfig(
                    Map.of("prot", "9101", "port", "99999", "maxSeries", "0", "host", "no such")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("prot = '9101': unknown key (did you mean 'port'?)")
        .hasMessageContaining("port = '99999'")
        .hasMessageContaining("maxSeries = '0'")
        .hasMessageContaining("host = 'no such': is no address");
  }

  @Test
  void wrongSettings_keepItFromStarting_andThrowNothing() {
    start(Map.of("port", "none"));
    assertThat(server.port()).isZero();
  }

  @Test
  void portThatIsTaken_keepsItFromStarting_andThrowsNothing() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      start(Map.of("port", Integer.toString(taken.getLocalPort())));
      assertThat(server.port()).isZero();
    }
  }

  /** As Flume does at a reload of its configuration, with another instance. */
  @Test
  void portOfOneThatStopped_isFreeForTheNext() throws Exception {
    start(Map.of("port", "0"));
    int port = server.port();
    get("/metrics");
    server.stop();
    MonitorServer next = new MonitorServer();
    next.configure(new Context(Map.of("port", Integer.toString(port))));
    next.start();
    assertThat(next.port()).isEqualTo(port);
    next.stop();
  }

  @Test
  void settings_haveTheirDefaultsAndTheirValues() {
    MonitorConfig config = new MonitorConfig(Map.of());
    assertThat(config.address.getPort()).isEqualTo(9101);
    assertThat(config.isLocal()).isTrue();
    assertThat(config.maxSeries).isEqualTo(10_000);
    MonitorConfig other =
        new MonitorConfig(
            Map.of("host", "0.0.0.0", "port", "1", "maxSeries", "2", "allowedHosts", "a b"));
    assertThat(other.address.getPort()).isEqualTo(1);
    assertThat(other.isLocal()).isFalse();
    assertThat(other.maxSeries).isEqualTo(2);
    assertThat(other.names).contains("a", "b", "0.0.0.0");
  }
}
