package io.github.flumeaggregation.tool.verify;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.command.CommandException;
import io.github.flumeaggregation.tool.command.Period;
import io.github.flumeaggregation.tool.command.Progress;
import io.github.flumeaggregation.tool.command.SinkChoice;
import io.github.flumeaggregation.tool.command.Streams;
import io.github.flumeaggregation.tool.conf.Part;
import io.github.flumeaggregation.tool.log.LogInput;
import io.github.flumeaggregation.tool.replay.Replay;
import io.github.flumeaggregation.tool.rows.FinalRows;
import io.github.flumeaggregation.tool.rows.RowId;
import io.github.flumeaggregation.window.WindowReplay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flume-aggregation verify}. */
@Command(
    name = "verify",
    header = "Proves that rows that were delivered are what the logs say.",
    description = {
      "%nReads the logs (plain, or compressed by gzip; in any order) once more, computes the rows, and"
          + " compares them with those that were delivered: of each row and each window's books the"
          + " highest revision, to the last digit. It says which windows differ, by how many lines,"
          + " and where their lines stand in the logs.%n",
      "The logs are to hold all lines of the windows that are compared, and the windows are to be"
          + " closed; --from and --to leave others out.%n"
    },
    footer = "%nEnds with 1 if anything differs.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class VerifyCommand implements Callable<Integer> {
  private static final int MOST_WINDOWS = 20;

  @Mixin private final SinkChoice choice = new SinkChoice();

  @Option(
      names = "--rows",
      required = true,
      paramLabel = "PATH",
      description =
          "a file or folder, here or in HDFS, with rows as JSON lines or in Avro files (*.avro);"
              + " may be repeated")
  private final List<String> rows = new ArrayList<>();

  @Mixin private final Period period = new Period();

  @Option(names = "--json", description = "the answer as a JSON object")
  private boolean json = false;

  @Parameters(arity = "1..*", paramLabel = "LOG", description = "the logs")
  private final List<Path> logs = new ArrayList<>();

  @Mixin private final Streams streams = new Streams();

  @Override
  public Integer call() {
    Part part = choice.of(choice.read());
    @Nullable String node = part.get("node");
    DeliveredRows delivered =
        new DeliveredRows(
            WindowReplay.Row.nameInIds(part.name()),
            node == null ? null : WindowReplay.Row.nameInIds(node));
    rows.forEach(path -> RowFiles.read(path, delivered::read));
    requireOneOwner(delivered);
    FinalRows computed = new FinalRows();
    Replay replay = new Replay(part.name(), part.settings(), logs, computed::add);
    Progress progress = new Progress(streams.err(), streams.isTerminal(), LogInput.size(logs));
    replay.run(progress::at);
    progress.clear();
    Comparison comparison =
        new Comparison(
            computed.byKey(), delivered.byKey(), key -> RowId.isOfWindow(key, period::contains));
    List<String> faults = new ArrayList<>(delivered.faults());
    faults.addAll(windows(comparison, part));
    answer(faults, replay.lines(), comparison, delivered.copies());
    return faults.isEmpty() ? 0 : 1;
  }

  private static void requireOneOwner(DeliveredRows delivered) {
    if (delivered.owners().size() > 1) {
      throw new CommandException(
          "there are rows of several nodes: "
              + String.join(", ", delivered.owners())
              + "; set 'node' of the sink in the configuration to the one whose logs these are");
    }
  }

  private List<String> windows(Comparison comparison, Part part) {
    List<WindowDifference> all = new ArrayList<>(comparison.windows());
    List<WindowDifference> shown = all.subList(0, Math.min(MOST_WINDOWS, all.size()));
    List<String> faults = new ArrayList<>();
    if (shown.isEmpty()) {
      return faults;
    }
    LinesOfWindows lines = new LinesOfWindows(shown, part.settings(), logs);
    for (int i = 0; i < shown.size(); i++) {
      StringBuilder fault = new StringBuilder(shown.get(i).text());
      lines.of(i).forEach(stretch -> fault.append("\n    ").append(stretch));
      faults.add(fault.toString());
    }
    if (all.size() > shown.size()) {
      faults.add("and " + (all.size() - shown.size()) + " more windows");
    }
    return faults;
  }

  private void answer(List<String> faults, long lines, Comparison comparison, long copies) {
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("ok", faults.isEmpty());
      object.addProperty("lines", lines);
      object.addProperty("windows", comparison.windowsCompared());
      object.addProperty("rows", comparison.rows());
      object.addProperty("copies", copies);
      JsonArray array = new JsonArray();
      faults.forEach(fault -> array.add(new JsonPrimitive(fault)));
      object.add("faults", array);
      streams.out().println(new Gson().toJson(object));
    } else {
      faults.forEach(streams.out()::println);
      streams
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%,d lines, %,d windows, %,d rows, of which %,d came more than once: %s",
                  lines,
                  comparison.windowsCompared(),
                  comparison.rows(),
                  copies,
                  faults.isEmpty() ? "as the logs say" : "not as the logs say"));
    }
    streams.out().flush();
  }
}
