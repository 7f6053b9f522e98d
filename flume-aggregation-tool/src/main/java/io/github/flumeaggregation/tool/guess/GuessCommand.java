package io.github.flumeaggregation.tool.guess;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.command.Streams;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code flume-aggregation guess}. */
@Command(
    name = "guess",
    header = "Finds the format of a log, and writes a configuration to start from.",
    description = {
      "%nTries what it knows on the first thousand lines of the logs (plain, or compressed by gzip):"
          + " access logs, the kinds of log in docs/formats.md, JSON, pairs of key and value, and"
          + " columns that the first line names. The answer is a complete .conf; its comments say"
          + " how many lines are of the format, and what their fields are.%n"
    },
    footer = {"%nEnds with 1 if less than half of the lines are of any format that is known."},
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class GuessCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "LOG", description = "logs of one format")
  private final List<Path> logs = new ArrayList<>();

  @Mixin private final Streams streams = new Streams();

  @Override
  public Integer call() {
    Sample sample = Sample.of(logs);
    PrintWriter err = streams.err();
    if (sample.size() == 0) {
      err.println("guess: there is no line in " + logs);
      return 1;
    }
    @Nullable Guess best = Guess.best(sample);
    if (best == null || best.parsed() * 2 < best.lines()) {
      err.println("guess: " + noneFits(best));
      return 1;
    }
    PrintWriter out = streams.out();
    out.print(ConfText.of(best, logs));
    out.flush();
    err.println(best.candidate().title() + ": " + best.parsed() + " of " + best.lines() + " lines");
    return 0;
  }

  private static String noneFits(@Nullable Guess best) {
    return "no format that is known fits"
        + (best == null
            ? ""
            : ". The best, "
                + best.candidate().title()
                + ", reads "
                + best.parsed()
                + " of "
                + best.lines()
                + " lines")
        + ". If nginx or Apache writes the log, take format = nginx or apache with the string of"
        + " its log_format or LogFormat as format.pattern; else format = regex with a pattern of"
        + " your own. docs/formats.md shows both";
  }
}
