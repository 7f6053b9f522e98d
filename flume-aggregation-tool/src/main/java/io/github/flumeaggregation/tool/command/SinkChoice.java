package io.github.flumeaggregation.tool.command;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.conf.ConfFile;
import io.github.flumeaggregation.tool.conf.Part;
import io.github.flumeaggregation.tool.conf.WindowSinks;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The configuration and the window sink that a command is to take; to be mixed into it. */
public final class SinkChoice {
  @Mixin private final ConfChoice choice = new ConfChoice();

  @Option(
      names = "--sink",
      paramLabel = "NAME",
      description = "the window sink, if there are several")
  private @Nullable String sink = null;

  /**
   * Reads the file.
   *
   * @throws io.github.flumeaggregation.tool.conf.ConfException if it cannot be read
   */
  public ConfFile read() {
    return choice.read();
  }

  /**
   * The sink that is meant of a file.
   *
   * @throws io.github.flumeaggregation.tool.conf.ConfException if there is none, or if several are
   *     left
   */
  public Part of(ConfFile file) {
    return WindowSinks.choose(file, choice.agent(), sink);
  }
}
