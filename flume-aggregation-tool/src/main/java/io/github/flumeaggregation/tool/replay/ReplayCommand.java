package io.github.flumeaggregation.tool.replay;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.command.CommandException;
import io.github.flumeaggregation.tool.command.Period;
import io.github.flumeaggregation.tool.command.Progress;
import io.github.flumeaggregation.tool.command.SinkChoice;
import io.github.flumeaggregation.tool.command.Streams;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.ConfFile;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.Part;
import io.github.flumeaggregation.tool.log.LogInput;
import io.github.flumeaggregation.tool.rows.FinalRows;
import io.github.flumeaggregation.tool.rows.RowId;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flume-aggregation replay}. */
@Command(
    name = "replay",
    header = "Computes the rows that an agent would give for logs that are there.",
    description = {
      "%nReads the logs (plain, or compressed by gzip; in any order) through the engine of a window"
          + " sink, and prints the rows as they are in the end: of each the highest revision.%n",
      "It is the sink alone: interceptors, channels and alerts have no part in it. Windows that the"
          + " present time has not passed are not closed.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ReplayCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Mixin private final SinkChoice choice = new SinkChoice();

  @Option(
      names = "--json",
      description = "rows and books as the sink writes them, a JSON object to a line")
  private boolean json = false;

  @Option(names = "--csv", description = "rows as CSV, one table for each aggregation")
  private boolean csv = false;

  @Option(
      names = "--every-revision",
      description =
          "all that the sink would emit, as JSON, as soon as it does; needs little memory")
  private boolean everyRevision = false;

  @Mixin private final Period period = new Period();

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description =
          "writes rows and books to files, as a sink does with files.path: file:///folder or"
              + " hdfs://namenode/folder, in which %%{aggregation}, %%Y, %%m and so on may stand;"
              + " Avro files, or with --json JSON lines. All appear at the end, or none")
  private @Nullable String out = null;

  @Option(names = "--beside", description = "with --out: also into folders that have rows already")
  private boolean beside = false;

  @Parameters(arity = "1..*", paramLabel = "LOG", description = "the logs")
  private final List<Path> logs = new ArrayList<>();

  @Mixin private final Streams streams = new Streams();

  @Override
  public Integer call() {
    PrintWriter err = streams.err();
    ConfFile file = choice.read();
    Part part = choice.of(file);
    warnOfRecords(file, part, err);
    Output output = output(part);
    long startNanos = System.nanoTime();
    Progress progress = new Progress(err, streams.isTerminal(), LogInput.size(logs));
    Replay replay = new Replay(part.name(), part.settings(), logs, output::add);
    replay.run(progress::at);
    progress.clear();
    double seconds = (System.nanoTime() - startNanos) / NANOS;
    output.finish();
    streams.out().flush();
    err.println(String.format(Locale.ROOT, "%s in %.1f s", replay.booksText(), seconds));
    err.flush();
    return 0;
  }

  private Output output(Part part) {
    FinalRows finals = new FinalRows(this::isWanted);
    if (out != null) {
      if (csv || everyRevision) {
        throw new CommandException("--out goes neither with --csv nor with --every-revision");
      }
      return new FilesOutput(out, json ? "json" : "avro", part.name(), beside, finals, streams);
    }
    if (everyRevision) {
      return new EveryRevision(this::isWanted, streams.out());
    }
    return new PrintedOutput(finals, json, csv, streams.out());
  }

  private boolean isWanted(String key) {
    return RowId.isOfWindow(key, period::contains);
  }

  /** Lines that a source puts together are lines of their own here. */
  private static void warnOfRecords(ConfFile file, Part sink, PrintWriter err) {
    for (Agent candidate : file.agents()) {
      for (Part source : candidate.parts(Kind.SOURCE)) {
        if (candidate.part(Kind.SINK, sink.name()) != null
            && !source.settings("multiline").isEmpty()) {
          err.println(
              "replay: "
                  + source.title()
                  + " makes records of several lines (multiline); here each line is read by itself");
        }
      }
    }
  }
}
