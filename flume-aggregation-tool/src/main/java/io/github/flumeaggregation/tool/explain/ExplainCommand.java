package io.github.flumeaggregation.tool.explain;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.tool.command.CommandException;
import io.github.flumeaggregation.tool.command.Streams;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.ConfFile;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flume-aggregation explain}. */
@Command(
    name = "explain",
    header = "Says what a configuration does, for a person.",
    description = {
      "%nFor each agent: the way of lines and rows, and what is guaranteed on each stretch of it; for"
          + " each window sink its fields, windows and columns, when a row comes, and what bounds its"
          + " memory. Nothing is started or written.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ExplainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CONF", description = "the configuration file")
  private Path conf = Paths.get("");

  @Option(names = "--agent", paramLabel = "NAME", description = "only this agent of the file")
  private @Nullable String agent = null;

  @Mixin private final Streams streams = new Streams();

  @Override
  public Integer call() {
    List<String> names = new ArrayList<>();
    boolean isFound = false;
    for (Agent candidate : ConfFile.read(conf).agents()) {
      names.add(candidate.name());
      if (agent == null || agent.equals(candidate.name())) {
        isFound = true;
        new AgentText(candidate).lines().forEach(streams.out()::println);
      }
    }
    streams.out().flush();
    if (!isFound) {
      throw new CommandException(
          agent == null
              ? "there is no agent in '" + conf + "'"
              : "there is no agent '"
                  + agent
                  + "' in '"
                  + conf
                  + "'"
                  + Suggestion.didYouMean(agent, names)
                  + "; it has "
                  + String.join(", ", names));
    }
    return 0;
  }
}
