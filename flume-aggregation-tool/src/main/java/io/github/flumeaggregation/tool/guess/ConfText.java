package io.github.flumeaggregation.tool.guess;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.log.FieldsText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A configuration to start from, for logs of a guessed format. */
final class ConfText {
  private static final List<String> GROUPS =
      Arrays.asList("status", "level", "result", "method", "program", "severity");
  private static final List<String> SIZES = Arrays.asList("bytes", "size", "body_bytes_sent");
  private static final List<String> DURATIONS =
      Arrays.asList("duration", "request_time", "latency", "ms", "elapsed");

  private final Guess guess;
  private final List<Path> logs;
  private final StringBuilder text = new StringBuilder();

  private ConfText(Guess guess, List<Path> logs) {
    this.guess = guess;
    this.logs = logs;
  }

  /** The whole file, its comments say what was guessed. */
  static String of(Guess guess, List<Path> logs) {
    return new ConfText(guess, logs).text();
  }

  private String text() {
    line("# Guessed: " + guess.candidate().title() + ".");
    line(
        "# "
            + guess.parsed()
            + " of "
            + guess.lines()
            + " lines are of this format. Their fields:");
    for (Map<String, String> fields : guess.shown()) {
      line("#   " + FieldsText.fields(fields));
    }
    line("# Look at it, set the folders, and check it: flume-aggregation validate THIS_FILE");
    line("");
    line("a1.sources = log rows");
    line("a1.channels = lines results");
    line("a1.sinks = windows files");
    source();
    line("");
    line("# In memory: what is in it when the agent is killed is read again.");
    line("a1.channels.lines.type = memory");
    line("a1.channels.lines.capacity = 200");
    line("a1.sources.log.confirmedBy = windows");
    sink();
    line("");
    line("a1.sources.rows.type = io.github.flumeaggregation.window.WindowResultSource");
    line("a1.sources.rows.sink = windows");
    line("a1.sources.rows.channels = results");
    line("");
    line("a1.channels.results.type = file");
    line("a1.channels.results.checkpointDir = /var/lib/flume/results/checkpoint");
    line("a1.channels.results.dataDirs = /var/lib/flume/results/data");
    line("");
    line("# The folder must exist.");
    line("a1.sinks.files.type = file_roll");
    line("a1.sinks.files.channel = results");
    line("a1.sinks.files.sink.directory = /var/lib/flume/rows");
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void source() {
    List<String> paths = new ArrayList<>();
    logs.forEach(log -> paths.add(log.toAbsolutePath().normalize().toString()));
    line("");
    line("a1.sources.log.type = io.github.flumeaggregation.tail.TailSource");
    line("a1.sources.log.paths = " + String.join(" ", paths));
    line("a1.sources.log.positionFile = /var/lib/flume/positions");
    line("a1.sources.log.linesPerEvent = 1000");
    line("a1.sources.log.channels = lines");
  }

  private void sink() {
    line("");
    line("a1.sinks.windows.type = io.github.flumeaggregation.window.WindowSink");
    line("a1.sinks.windows.channel = lines");
    line("a1.sinks.windows.stateDir = /var/lib/flume/windows");
    guess
        .candidate()
        .settings()
        // A properties file eats single backslashes.
        .forEach(
            (key, value) -> line("a1.sinks.windows." + key + " = " + value.replace("\\", "\\\\")));
    Set<String> fields = guess.shown().get(0).keySet();
    @Nullable String group = first(GROUPS, fields);
    @Nullable String size = first(SIZES, fields);
    @Nullable String duration = first(DURATIONS, fields);
    String of = "a1.sinks.windows.aggregations";
    line(of + " = perMinute");
    line(of + ".perMinute.window = tumbling 1m");
    if (group != null) {
      line(of + ".perMinute.groupBy = " + group);
    }
    line(
        of
            + ".perMinute.compute = count"
            + (size == null ? "" : ", sum(" + size + ")")
            + (duration == null ? "" : ", p99(" + duration + ")"));
  }

  private static @Nullable String first(List<String> wanted, Set<String> fields) {
    for (String name : wanted) {
      if (fields.contains(name)) {
        return name;
      }
    }
    return null;
  }
}
