package io.github.flumeaggregation.tool.check;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.command.CommandException;
import io.github.flumeaggregation.tool.command.Streams;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flume-aggregation test}. */
@Command(
    name = "test",
    header = "Tests a configuration: lines that go in, rows and alerts that are to come out.",
    description = {
      "%nIn each folder there are%n",
      "lines.log: the lines. A blank line says that time passes: windows close that the lines have"
          + " passed. All others close at the end.",
      "rows.json: the rows that are to come out, in order, as JSON objects. 'type', 'id' and"
          + " 'aggregation' may be left out of all of them.",
      "alerts.json: the notifications that are to come out; without it they do not matter.",
      "a .conf file, or test.properties with 'conf = ../agent.conf'. There may also be 'agent' and"
          + " 'sink', and 'now', the present time, which stands still.%n",
      "Of what differs it shows what should have come (-) and what came (+).%n"
    },
    footer = "%nEnds with 1 if anything differs.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class TestCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "DIR", description = "folders, each with one test")
  private final List<Path> folders = new ArrayList<>();

  @Option(
      names = "--record",
      description = "writes rows.json and alerts.json as they come out now, for you to check")
  private boolean record = false;

  @Option(names = "--json", description = "one JSON array of all results")
  private boolean json = false;

  @Mixin private final Streams streams = new Streams();

  @Override
  public Integer call() {
    PrintWriter out = streams.out();
    JsonArray all = new JsonArray();
    boolean isSound = true;
    for (Path path : folders) {
      TestFolder folder = new TestFolder(path);
      Results results = new Results(folder);
      if (record) {
        record(folder, results);
      }
      List<String> difference = difference(path, folder, results);
      isSound &= difference.isEmpty();
      if (json) {
        all.add(object(path, difference));
      } else {
        print(path, results, difference, out);
      }
    }
    if (json) {
      out.println(new Gson().toJson(all));
    }
    out.flush();
    return isSound ? 0 : 1;
  }

  private static void record(TestFolder folder, Results results) {
    folder.record(TestFolder.ROWS, results.rowsToRecord());
    if (!folder.sink().get("alerts", "").isEmpty()) {
      folder.record(TestFolder.ALERTS, results.alerts());
    }
  }

  private static List<String> difference(Path path, TestFolder folder, Results results) {
    @Nullable List<JsonObject> rows = folder.expected(TestFolder.ROWS);
    @Nullable List<JsonObject> alerts = folder.expected(TestFolder.ALERTS);
    if (rows == null && alerts == null) {
      throw new CommandException(
          "there is no '" + path.resolve(TestFolder.ROWS) + "'; --record writes what comes out");
    }
    List<String> difference = new ArrayList<>();
    if (rows != null) {
      difference.addAll(new Difference(rows, results.rowsLike(rows)).lines());
    }
    if (alerts != null) {
      difference.addAll(new Difference(alerts, results.alerts()).lines());
    }
    return difference;
  }

  private void print(Path path, Results results, List<String> difference, PrintWriter out) {
    boolean isSound = difference.isEmpty();
    out.println(
        streams.coloured(isSound ? "ok" : "differs", isSound ? Style.fg_green : Style.fg_red)
            + ": "
            + path
            + lines(results, "unparsed")
            + lines(results, "future"));
    for (String line : difference) {
      out.println(
          streams.coloured("  " + line, line.startsWith("-") ? Style.fg_red : Style.fg_green));
    }
  }

  private static String lines(Results results, String reason) {
    long lines = results.lines(reason);
    return lines == 0 ? "" : ", " + lines + (lines == 1 ? " line " : " lines ") + reason;
  }

  private static JsonObject object(Path path, List<String> difference) {
    JsonObject object = new JsonObject();
    object.addProperty("folder", path.toString());
    object.addProperty("ok", difference.isEmpty());
    JsonArray missing = new JsonArray();
    JsonArray unexpected = new JsonArray();
    Gson gson = new Gson();
    for (String line : difference) {
      (line.startsWith("-") ? missing : unexpected)
          .add(gson.fromJson(line.substring(2), JsonObject.class));
    }
    object.add("missing", missing);
    object.add("unexpected", unexpected);
    return object;
  }
}
