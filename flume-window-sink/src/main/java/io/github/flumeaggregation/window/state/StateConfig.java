package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.window.engine.Job;
import java.io.File;

/** A {@link Job}, and where its state is kept, checked. */
public final class StateConfig {
  public final Job job;

  /** Of this state alone. */
  public final File directory;

  /** How many rows may wait to be delivered. */
  public final int maxPendingRows;

  /** Reads the settings of a job's state; usable only if no faults are noted in them. */
  public StateConfig(Job job, Settings settings) {
    this.job = job;
    String home = System.getProperty("user.home");
    directory = new File(settings.text("stateDir", home + "/.flume/window-sink/" + job.name));
    maxPendingRows = settings.integer("maxPendingRows", 100_000, 1, 100_000_000);
  }
}
