package io.github.flumeaggregation.monitor;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.ContextParameters;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.core.live.LiveWindows;
import io.github.flumeaggregation.core.runtime.StartReport;
import io.github.flumeaggregation.monitor.http.AllowedHosts;
import io.github.flumeaggregation.monitor.http.PageServer;
import io.github.flumeaggregation.monitor.metrics.ComponentReader;
import io.github.flumeaggregation.monitor.metrics.MetricsPage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.apache.flume.Context;
import org.apache.flume.instrumentation.MonitorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's numbers for Prometheus, over HTTP. See docs/monitoring.md for its settings. Whatever
 * goes wrong in it is logged, and the agent runs on.
 */
public final class MonitorServer implements MonitorService {
  private static final Logger LOGGER = LoggerFactory.getLogger(MonitorServer.class);

  /** As long as Prometheus waits for a scrape by default. */
  private static final long MAX_EXCHANGE_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private @Nullable MonitorConfig config;
  private @Nullable PageServer server;
  private @Nullable ComponentReader components;

  @Override
  public void configure(Context context) {
    try {
      config = new MonitorConfig(ContextParameters.of(context));
    } catch (SettingsException e) {
      LOGGER.error(
          "{}\nThe agent runs without it. The keys stand on the command line as"
              + " -Dflume.monitoring.<key>=<value>",
          e.getMessage());
    }
  }

  @Override
  public synchronized void start() {
    MonitorConfig wanted = config;
    if (wanted == null || server != null) {
      return;
    }
    ComponentReader reader = new ComponentReader(ManagementFactory.getPlatformMBeanServer());
    Pages pages = new Pages(reader, new MetricsPage(wanted.maxSeries));
    try {
      server =
          new PageServer(
              wanted.address, new AllowedHosts(wanted.names), pages, MAX_EXCHANGE_MILLIS);
    } catch (IOException e) {
      reader.close();
      LOGGER.error(
          "MonitorServer does not run, the agent does: it cannot listen on {} ({}). Set another"
              + " -Dflume.monitoring.port, or end what listens there",
          wanted.address,
          e.getMessage());
      return;
    }
    components = reader;
    LiveWindows.keep(wanted.maxSeries);
    report(wanted, server.port());
  }

  private static void report(MonitorConfig config, int port) {
    LOGGER.info(
        "MonitorServer of Flume Aggregation {} listens on http://{}:{}/metrics",
        StartReport.version(),
        config.address.getHostString(),
        port);
    if (!config.isLocal()) {
      LOGGER.warn(
          "MonitorServer: everybody who reaches {}:{} reads the agent's numbers and the groups of"
              + " its windows, which are parts of log lines. Without"
              + " -Dflume.monitoring.host only this machine does",
          config.address.getHostString(),
          port);
    }
  }

  /** The port that it listens on; 0 if it does not. */
  synchronized int port() {
    return server == null ? 0 : server.port();
  }

  @Override
  public synchronized void stop() {
    if (server != null && components != null) {
      LiveWindows.keep(0);
      server.close();
      components.close();
      server = null;
    }
  }
}
