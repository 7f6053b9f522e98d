package io.github.flumeaggregation.tool.replay;

import com.google.gson.JsonObject;
import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.command.ConfChoice;
import io.github.flumeaggregation.tool.command.Streams;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.ConfFile;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.Part;
import io.github.flumeaggregation.tool.conf.WindowSinks;
import io.github.flumeaggregation.tool.rows.FinalRows;
import io.github.flumeaggregation.window.WindowReplay;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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

  @Mixin private final ConfChoice choice = new ConfChoice();

  @Option(
      names = "--sink",
      paramLabel = "NAME",
      description = "the window sink, if there are several")
  private @Nullable String sink = null;

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

  @Parameters(arity = "1..*", paramLabel = "LOG", description = "the logs")
  private final List<Path> logs = new ArrayList<>();

  @Mixin private final Streams streams = new Streams();

  @Override
  public Integer call() {
    PrintWriter out = streams.out();
    PrintWriter err = streams.err();
    ConfFile file = choice.read();
    Part part = WindowSinks.choose(file, choice.agent(), sink);
    warnOfRecords(file, part, err);
    FinalRows finals = new FinalRows();
    Consumer<WindowReplay.Row> rows = everyRevision ? row -> out.println(row.json()) : finals::add;
    long startNanos = System.nanoTime();
    Replay replay = new Replay(part.name(), part.settings(), logs, rows);
    replay.run();
    double seconds = (System.nanoTime() - startNanos) / NANOS;
    if (json) {
      finals.json().forEach(out::println);
    } else {
      printTables(finals.rows(), out);
    }
    out.flush();
    err.println(String.format(Locale.ROOT, "%,d lines in %.1f s", replay.lines(), seconds));
    err.flush();
    return 0;
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

  private void printTables(List<JsonObject> rows, PrintWriter out) {
    Map<String, List<JsonObject>> byAggregation = new LinkedHashMap<>();
    for (JsonObject row : rows) {
      byAggregation
          .computeIfAbsent(row.get("aggregation").getAsString(), name -> new ArrayList<>())
          .add(row);
    }
    byAggregation.forEach(
        (name, own) -> {
          if (byAggregation.size() > 1) {
            out.println("# " + name);
          }
          out.print(csv ? new Table(own).csv() : new Table(own).aligned());
        });
  }
}
