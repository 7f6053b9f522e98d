package io.github.flumeaggregation.monitor;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.runtime.HostName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The settings {@code flume.monitoring.*} of a {@link MonitorServer}, checked. Immutable. */
final class MonitorConfig {
  private static final int MAX_PORT = 65_535;
  private static final int DEFAULT_PORT = 9101;
  private static final int DEFAULT_MAX_SERIES = 10_000;
  private static final int MOST_SERIES = 1_000_000;

  final InetSocketAddress address;
  final int maxSeries;

  /** Names by which this agent may be called, beside its addresses. */
  final List<String> names;

  /**
   * Reads the settings.
   *
   * @throws io.github.flumeaggregation.core.config.SettingsException with all faults
   */
  MonitorConfig(Map<String, String> values) {
    Settings settings = Settings.of("MonitorServer", values);
    settings.ignore("type");
    int port = settings.integer("port", DEFAULT_PORT, 0, MAX_PORT);
    String host = settings.text("host", "127.0.0.1");
    address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      settings.fault("host", "is no address of this machine; 127.0.0.1 or 0.0.0.0, say");
    }
    maxSeries = settings.integer("maxSeries", DEFAULT_MAX_SERIES, 1, MOST_SERIES);
    names = new ArrayList<>(settings.words("allowedHosts"));
    settings.finish();
    names.add(host);
    String own = HostName.find();
    if (own != null) {
      names.add(own);
    }
  }

  /** Whether only this machine can reach it. */
  boolean isLocal() {
    InetAddress host = address.getAddress();
    return host != null && host.isLoopbackAddress();
  }
}
