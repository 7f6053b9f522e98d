package io.github.flumeaggregation.tool.command;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.conf.ConfFile;
import java.nio.file.Path;
import java.nio.file.Paths;
import picocli.CommandLine.Option;

/** The configuration and the agent that a command is to take; to be mixed into it. */
public final class ConfChoice {
  @Option(
      names = "--conf",
      required = true,
      paramLabel = "CONF",
      description = "the configuration file")
  private Path conf = Paths.get("");

  @Option(names = "--agent", paramLabel = "NAME", description = "the agent, if there are several")
  private @Nullable String agent = null;

  /**
   * Reads the file.
   *
   * @throws io.github.flumeaggregation.tool.conf.ConfException if it cannot be read
   */
  public ConfFile read() {
    return ConfFile.read(conf);
  }

  /** The name of the agent; null if there is to be only one. */
  public @Nullable String agent() {
    return agent;
  }
}
