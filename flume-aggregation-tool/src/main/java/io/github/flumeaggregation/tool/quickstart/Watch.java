package io.github.flumeaggregation.tool.quickstart;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lets an agent run on, with a page that shows what it does. */
final class Watch {
  /** What to start the agent with; the system chooses a port. */
  static final String[] AGENT_OPTIONS = {
    "-Dflume.monitoring.type=io.github.flumeaggregation.monitor.MonitorServer",
    "-Dflume.monitoring.port=0"
  };

  private final @Nullable SlowWriter writer;
  private final Consumer<String> out;

  /**
   * A watch.
   *
   * @param writer writes what the agent reads; null if others do
   */
  Watch(@Nullable SlowWriter writer, Consumer<String> out) {
    this.writer = writer;
    this.out = out;
  }

  /**
   * Goes on until the process is ended.
   *
   * @throws QuickstartException if the agent ends before, or does not work
   */
  void run(Agent agent) throws IOException, InterruptedException, QuickstartException {
    boolean told = false;
    while (true) {
      agent.check();
      if (writer != null) {
        writer.writeUpTo(System.currentTimeMillis());
      }
      String page = told ? null : agent.page();
      if (page != null) {
        out.accept("The page of the agent: " + page);
        out.accept("Ctrl-C ends both");
        told = true;
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }
}
