package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import java.io.File;
import java.util.Map;

/** What the configuration of a {@link WindowResultSource} says, checked. */
final class WindowResultSourceConfig {
  /** Keys that Flume itself reads. */
  private static final String[] FLUME_KEYS = {
    "type", "channels", "selector.*", "interceptors", "interceptors.*"
  };

  final @Nullable String sink;
  final @Nullable File stateDir;
  final int batchSize;

  /**
   * Reads the settings of the source called {@code name}.
   *
   * @throws io.github.flumeaggregation.core.config.SettingsException with all faults
   */
  WindowResultSourceConfig(String name, Map<String, String> values) {
    Settings settings = Settings.of("WindowResultSource '" + name + "'", values);
    settings.ignore(FLUME_KEYS);
    settings.distinctWords("channels");
    String directory = settings.text("stateDir");
    stateDir = directory == null ? null : new File(directory);
    sink =
        stateDir == null
            ? settings.required("sink", "the name of the window sink whose rows to deliver")
            : settings.text("sink");
    batchSize = settings.integer("batchSize", 100, 1, 1_000_000);
    settings.finish();
  }

  @Override
  public String toString() {
    return (sink == null ? "a window sink" : "the window sink '" + sink + "'")
        + (stateDir == null ? "" : " with stateDir " + stateDir);
  }
}
