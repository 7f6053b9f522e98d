package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interceptors run before the channel's put, and again when a source retries after a full one. */
@Tag("versions")
class InterceptorIT {
  private static final int LINES = 4_000;
  private static final int BATCH = 100;

  /** How often the channel must have refused a put before it is emptied. */
  private static final int RETRIES = 5;

  private static final String CONF =
      """
      a1.sources = log
      a1.channels = lines
      a1.sinks = http
      a1.sources.log.type = io.github.flumeaggregation.tail.TailSource
      a1.sources.log.paths = DIR/access.log
      a1.sources.log.positionFile = DIR/positions.json
      a1.sources.log.startAt = beginning
      a1.sources.log.batchSize = 100
      a1.sources.log.channels = lines
      a1.sources.log.interceptors = live
      a1.sources.log.interceptors.live.type = io.github.flumeaggregation.interceptor.AggregationInterceptor$Builder
      a1.sources.log.interceptors.live.name = live
      a1.sources.log.interceptors.live.format = combined
      a1.sources.log.interceptors.live.fields = status
      a1.sources.log.interceptors.live.aggregations = all
      a1.sources.log.interceptors.live.aggregations.all.compute = count, count(status == 200) as ok, sum(bytes)
      a1.channels.lines.type = memory
      a1.channels.lines.capacity = 1000
      a1.channels.lines.transactionCapacity = 100
      a1.channels.lines.keep-alive = 0
      a1.sinks.http.type = http
      a1.sinks.http.channel = lines
      a1.sinks.http.endpoint = URL
      a1.sinks.http.defaultBackoff = true
      a1.sinks.http.defaultRollback = true
      a1.sinks.http.backoff.200 = false
      a1.sinks.http.rollback.200 = false
      a1.sinks.http.incrementMetrics.200 = true
      """;

  @TempDir Path dir;

  @Test
  void sourceRetriesAfterAFullChannel_everyLineCountsOnce() throws Exception {
    List<String> lines = new AccessLog(1, 15).lines(LINES);
    Files.write(dir.resolve("access.log"), lines);
    // The stock HTTP sink sends nothing for an empty body.
    long delivered = lines.stream().filter(line -> !line.isEmpty()).count();
    long sound = lines.stream().filter(AccessLog::isSound).count();
    try (HttpEndpoint endpoint = new HttpEndpoint();
        StockAgent agent =
            StockAgent.start(
                FlumeHome.createIn(dir),
                CONF.replace("DIR", dir.toString()).replace("URL", endpoint.url()),
                Monitoring.JVM_OPTIONS)) {
      Monitoring monitoring = Monitoring.of(agent);
      agent.await(
          "puts that failed", () -> monitoring.number("SOURCE.log", "ChannelRetries") >= RETRIES);
      endpoint.acceptFromNowOn();
      agent.await("all lines delivered", () -> endpoint.accepted() >= delivered);
      assertThat(live(monitoring, "all.count")).isEqualTo(sound);
      assertThat(live(monitoring, "all.ok"))
          .isEqualTo(lines.stream().filter(line -> line.contains("\" 200 ")).count());
      assertThat(live(monitoring, "LinesUnparsed")).isEqualTo(LINES - sound).isPositive();
      assertThat(live(monitoring, "LinesCounted") + live(monitoring, "LinesUnparsed"))
          .isEqualTo(LINES);
      assertThat(live(monitoring, "LinesDuplicate"))
          .as("each line of a put that failed passes the interceptor again")
          .isEqualTo(failedPuts(monitoring))
          .isGreaterThanOrEqualTo(BATCH);
    }
  }

  private static long live(Monitoring monitoring, String attribute) throws Exception {
    return monitoring.number("INTERCEPTOR.live", attribute);
  }

  private static long failedPuts(Monitoring monitoring) throws Exception {
    return monitoring.number("CHANNEL.lines", "EventPutAttemptCount")
        - monitoring.number("CHANNEL.lines", "EventPutSuccessCount");
  }
}
