package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Agents on each later JVM that is installed; the other tests run them on their own. */
@Tag("system")
@Tag("versions")
class JvmsIT {
  private static final int LINES = 6_000;
  private static final long MILLIS_PER_LINE = 40;

  @TempDir Path dir;

  static Stream<Path> laterJvms() throws IOException {
    return Jvms.later().stream();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("laterJvms")
  void agentThatIsKilledOnce_countsEveryLineOnce(Path jvm) throws Exception {
    FlumeHome home = FlumeHome.createIn(dir);
    home.useJava(jvm);
    Pipeline pipeline = Pipeline.in(dir);
    Path log = pipeline.logs().resolve("access.log");
    Files.write(log, new AccessLog(9, MILLIS_PER_LINE).lines(LINES));
    try (StockAgent agent = StockAgent.start(home, pipeline.durableConf())) {
      agent.await("the first rows", () -> !pipeline.rows().all().isEmpty());
      agent.kill();
    }
    try (StockAgent agent = StockAgent.start(home, pipeline.durableConf())) {
      agent.await("all lines", () -> pipeline.isDrainedAfterKills(LINES));
      agent.stop();
    }
    try (Duck duck = Duck.over(log)) {
      assertThat(pipeline.windows("perMinute")).isEqualTo(duck.windows(60, 60));
      assertThat(pipeline.rows().sinkLines("counted")).isEqualTo(duck.requests());
    }
  }
}
