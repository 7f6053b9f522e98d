package io.github.flumeaggregation.it;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An agent that tails a folder of logs through a file channel into files of raw lines. */
final class TailedLines {
  private static final String CONF =
      """
      a1.sources = log
      a1.channels = lines
      a1.sinks = files
      a1.sources.log.type = io.github.flumeaggregation.tail.TailSource
      a1.sources.log.paths = DIR/logs/*.log*
      a1.sources.log.positionFile = DIR/state/positions.json
      a1.sources.log.batchSize = 500
      a1.sources.log.linesPerEvent = LINES
      a1.sources.log.idleTimeout = 3s
      a1.sources.log.channels = lines
      a1.channels.lines.type = file
      a1.channels.lines.checkpointDir = DIR/state/checkpoint
      a1.channels.lines.dataDirs = DIR/state/data
      a1.channels.lines.transactionCapacity = 1000
      a1.sinks.files.type = file_roll
      a1.sinks.files.channel = lines
      a1.sinks.files.batchSize = 1000
      a1.sinks.files.sink.directory = DIR/out
      a1.sinks.files.sink.rollInterval = 0
      """;

  /** The headers as a map prints itself, which has them in any order, and the body. */
  private static final Pattern EVENT =
      Pattern.compile("\\{(?=[^}]*tail\\.file=([^,}]*))(?=[^}]*tail\\.offset=(\\d+))[^}]*} (.*)");

  private final Path dir;

  private TailedLines(Path dir) {
    this.dir = dir;
  }

  static TailedLines in(Path dir) throws IOException {
    Files.createDirectory(dir.resolve("logs"));
    Files.createDirectory(dir.resolve("out"));
    return new TailedLines(dir);
  }

  String conf(int linesPerEvent) {
    return CONF.replace("DIR", dir.toString()).replace("LINES", Integer.toString(linesPerEvent));
  }

  /** Line by line, with the headers of each, for {@link #counted}. */
  String confWithPositions() {
    return conf(1) + "a1.sinks.files.sink.serializer = header_and_text\n";
  }

  /** The folder that is tailed. */
  Path logs() {
    return dir.resolve("logs");
  }

  /**
   * How often each line that has come out so far counts for whoever counts a position once: the
   * number of positions that it came under. A line that is being written is left out.
   */
  Map<String, Integer> counted() throws IOException {
    Map<String, Set<String>> positions = new HashMap<>();
    for (String event : delivered()) {
      Matcher parts = EVENT.matcher(event);
      if (parts.matches()) {
        String position = parts.group(1) + "@" + parts.group(2);
        positions.computeIfAbsent(parts.group(3), line -> new HashSet<>()).add(position);
      }
    }
    Map<String, Integer> counted = new TreeMap<>();
    positions.forEach((line, under) -> counted.put(line, under.size()));
    return counted;
  }

  /** The whole lines that have come out so far. */
  List<String> delivered() throws IOException {
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir.resolve("out"))) {
      for (Path file : files) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }
}
