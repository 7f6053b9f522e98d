package io.github.flumeaggregation.tool.quickstart;

import java.nio.file.Path;
import java.util.List;

/** All that a report shows. */
final class Facts {
  final List<LogFile> logs;
  final LogFormat format;
  final List<String> by;
  final Rows rows;
  final Summary summary;
  final Path run;

  Facts(List<LogFile> logs, LogFormat format, List<String> by, Rows rows, Path run) {
    this.logs = logs;
    this.format = format;
    this.by = by;
    this.rows = rows;
    this.summary = new Summary(rows, format);
    this.run = run;
  }

  long lines() {
    return logs.stream().mapToLong(log -> log.lines).sum();
  }

  /** What the logs are called: the name of the only one, or their number. */
  String logsName() {
    return logs.size() == 1
        ? String.valueOf(logs.get(0).path.getFileName())
        : logs.size() + " files";
  }

  /** Whether the lines read are the outcomes of the books together. */
  boolean booksBalance() {
    return rows.lines("read")
        == rows.lines("counted")
            + rows.lines("unparsed")
            + rows.lines("duplicate")
            + rows.lines("future");
  }

  /** Lines that were counted, but whose minute is not over by the clock. */
  long linesInOpenWindows() {
    return rows.lines("counted") - rows.linesIn("perMinute");
  }
}
