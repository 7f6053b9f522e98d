package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus watches an agent that is killed and comes back. */
@Tag("system")
class PrometheusIT {
  private static final int LINES = 3000;
  private static final Path EXAMPLES = FlumeHome.PROJECT.resolve("examples");

  /** Of a rule, on one line or several. */
  private static final Pattern EXPRESSION =
      Pattern.compile("expr: (?:>-\\s+)?(.+(?:\\n          .+)*)");

  /** An alert that does not fire has no value; what it compares has one. */
  private static final String COMPARISON = " (==|>|<) [0-9.e]+$";

  @TempDir Path dir;

  @Test
  void totalsOfPrometheusAreThoseOfTheLog_alsoAfterAKill() throws Exception {
    MonitoredLog log = new MonitoredLog(dir);
    log.write(LINES);
    FlumeHome home = FlumeHome.createIn(dir);
    int port = FreePort.find();
    String[] options = {Scrape.JVM_OPTIONS[0], "-Dflume.monitoring.port=" + port};
    try (Prometheus prometheus = Prometheus.start(dir, "localhost:" + port)) {
      try (StockAgent agent = StockAgent.start(home, log.conf(), options)) {
        awaitLines(agent, prometheus, log.lines());
        agent.kill();
      }
      log.write(LINES);
      try (StockAgent agent = StockAgent.start(home, log.conf(), options)) {
        awaitLines(agent, prometheus, log.lines());
        assertThat(prometheus.query("resets(flume_window_sink_lines_total[1h])"))
            .as("how often a total fell")
            .hasSizeGreaterThanOrEqualTo(MonitoredLog.OUTCOMES.size())
            .containsOnly(0.0);
        // What the kill made the source read again is a duplicate, and counted as nothing else.
        String once = "sum by (sink) (flume_window_sink_lines_total{outcome!=\"duplicate\"})";
        assertThat(prometheus.query(once)).containsExactly((double) log.lines());
        String page = Scrape.get("http://localhost:" + port + "/metrics").body();
        assertThat(Prometheus.promtool(dir, page, "check", "metrics")).isEmpty();
        assertThatAllExpressionsHaveValues(agent, prometheus);
      }
    }
  }

  private static void awaitLines(StockAgent agent, Prometheus prometheus, long lines) {
    String seen = "sum(flume_window_sink_lines_total{outcome=~\"counted|unparsed\"})";
    agent.await(
        "all lines in Prometheus", () -> prometheus.query(seen).equals(List.of((double) lines)));
  }

  private static void assertThatAllExpressionsHaveValues(StockAgent agent, Prometheus prometheus)
      throws Exception {
    List<String> expressions = new ArrayList<>();
    EXPRESSION
        .matcher(Files.readString(EXAMPLES.resolve("prometheus/flume-rules.yml")))
        .results()
        .map(PrometheusIT::withoutComparison)
        .forEach(expressions::add);
    String dashboard = Files.readString(EXAMPLES.resolve("grafana/flume-aggregation.json"));
    for (JsonElement panel :
        JsonParser.parseString(dashboard).getAsJsonObject().getAsJsonArray("panels")) {
      for (JsonElement target : panel.getAsJsonObject().getAsJsonArray("targets")) {
        expressions.add(target.getAsJsonObject().get("expr").getAsString());
      }
    }
    assertThat(expressions).hasSizeGreaterThan(25);
    for (String expression : expressions) {
      agent.await("a value of " + expression, () -> !prometheus.query(expression).isEmpty());
    }
  }

  private static String withoutComparison(MatchResult expression) {
    return expression.group(1).replaceAll("\\s+", " ").replaceFirst(COMPARISON, "");
  }

  @Test
  void rules_areSound_andFireWhenTheyShould() throws Exception {
    assertThat(Prometheus.promtool(dir, "", "check", "config", "prometheus.yml"))
        .contains("SUCCESS")
        .doesNotContain("failed", "FAILED");
    assertThat(Prometheus.promtool(dir, "", "test", "rules", "flume-rules-test.yml"))
        .contains("SUCCESS")
        .doesNotContain("failed", "FAILED");
  }
}
