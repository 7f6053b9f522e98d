package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator sees every fault at once in the agent's log, and the component does not start. */
class BadConfigurationIT {
  @TempDir Path dir;

  @Test
  void sinkWithFourFaults_reportsEachAndDoesNotStart() throws Exception {
    String conf =
        Pipeline.in(dir).conf()
            + """
            a1.sinks.windows.maxOutOfOrder = 5
            a1.sinks.windows.batchSize = many
            a1.sinks.windows.aggregations.perMinute.compute = count, summ(bytes)
            a1.sinks.windows.aggregatons = x
            """;
    try (StockAgent agent = StockAgent.start(FlumeHome.createIn(dir), conf)) {
      agent.awaitLog("Sink windows has been removed due to an error during configuration");
      assertThat(agent.log())
          .contains("does not start: 4 faults in its configuration")
          .contains("maxOutOfOrder = '5': allowed is a duration with a unit")
          .contains("batchSize = 'many': allowed is a whole number from 1 to ")
          .containsPattern("aggregations.perMinute.compute = 'count, summ.bytes.': .*'sum'")
          .contains("aggregatons = 'x': unknown key (did you mean 'aggregations'?)");
      agent.stop();
      assertThat(agent.log()).doesNotContain("type: SINK, name: windows started");
    }
  }

  @Test
  void filesInHdfsWithoutHadoop_sayWhatIsMissing() throws Exception {
    String conf = Pipeline.in(dir).conf() + "a1.sinks.windows.files.path = hdfs://nn/rows\n";
    try (StockAgent agent = StockAgent.start(FlumeHome.createIn(dir), conf)) {
      agent.awaitLog("Sink windows has been removed due to an error during configuration");
      assertThat(agent.log())
          .contains("files.path = 'hdfs://nn/rows' needs Hadoop's client")
          .contains("plugins.d/hadoop/libext");
    }
  }

  @Test
  void sourceWithThreeFaults_reportsEachAndDoesNotStart() throws Exception {
    String conf =
        Pipeline.in(dir).conf()
            + """
            a1.sources.log.batchSize = 0
            a1.sources.log.startAt = begining
            a1.sources.log.positonFile = /tmp/p
            """;
    try (StockAgent agent = StockAgent.start(FlumeHome.createIn(dir), conf)) {
      agent.awaitLog("Source log has been removed due to an error during configuration");
      assertThat(agent.log())
          .contains("does not start: 3 faults in its configuration")
          .contains("batchSize = '0': allowed is a whole number from 1 to ")
          .contains("startAt = 'begining': allowed is beginning, end, or an instant such as ")
          .contains("positonFile = '/tmp/p': unknown key (did you mean 'positionFile'?)");
      agent.stop();
      assertThat(agent.log()).doesNotContain("type: SOURCE, name: log started");
    }
  }

  @Test
  void interceptorWithThreeFaults_reportsEachAndTakesItsSourceWithIt() throws Exception {
    String conf =
        Pipeline.in(dir).conf()
            + """
            a1.sources.log.interceptors = i
            a1.sources.log.interceptors.i.type = INTERCEPTOR
            a1.sources.log.interceptors.i.name = live counters
            a1.sources.log.interceptors.i.aggregations = a
            a1.sources.log.interceptors.i.aggregations.a.compute = count(statsu == 200)
            a1.sources.log.interceptors.i.feilds = status
            """
                .replace(
                    "INTERCEPTOR",
                    "io.github.flumeaggregation.interceptor.AggregationInterceptor$Builder");
    try (StockAgent agent = StockAgent.start(FlumeHome.createIn(dir), conf)) {
      agent.awaitLog("Source log has been removed due to an error during configuration");
      assertThat(agent.log())
          .contains("does not start: 3 faults in its configuration")
          .contains("name = 'live counters': allowed ")
          .containsPattern("aggregations.a.compute = 'count.statsu == 200.': .*'status'")
          .contains("feilds = 'status': unknown key (did you mean 'fields'?)");
    }
  }
}
