package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.window.engine.Job;
import io.github.flumeaggregation.window.files.FilesConfig;
import io.github.flumeaggregation.window.state.StateConfig;
import java.util.List;
import java.util.Map;

/**
 * What the configuration of a {@link WindowSink} says, checked: what to compute, where to keep the
 * state of it, how to take the lines, and how the rows leave.
 */
final class WindowSinkConfig {
  /** Keys that Flume itself reads or that come with a sink group. */
  private static final String[] FLUME_KEYS = {"type", "channel"};

  private static final int MOST_DEFAULT_THREADS = 4;
  private static final int MOST_THREADS = 64;

  final Job job;
  final StateConfig state;
  final int batchSize;
  final long batchBytes;

  /** How many threads read lines. */
  final int threads;

  /** How rows leave as files; null if a result source is to deliver them. */
  final @Nullable FilesConfig files;

  /** What is allowed but suspicious, for the log. */
  final List<String> warnings;

  /**
   * Reads the settings of the sink called {@code name}.
   *
   * @throws io.github.flumeaggregation.core.config.SettingsException with all faults
   */
  WindowSinkConfig(String name, Map<String, String> values) {
    Settings settings = Settings.of("WindowSink '" + name + "'", values);
    settings.ignore(FLUME_KEYS);
    job = new Job(name, settings, values);
    state = new StateConfig(job, settings);
    batchSize = settings.integer("batchSize", 100, 1, 1_000_000);
    batchBytes = settings.sizeBytes("batchBytes", "16MiB");
    threads = settings.integer("threads", defaultThreads(), 1, MOST_THREADS);
    files = FilesConfig.read(settings, state.maxPendingRows);
    settings.finish();
    warnings = settings.warnings();
  }

  /** More than a few only wait for each other: what is merged at a batch's end is one thread's. */
  private static int defaultThreads() {
    return Math.min(Runtime.getRuntime().availableProcessors(), MOST_DEFAULT_THREADS);
  }
}
