package io.github.flumeaggregation.simulation;

import java.util.ArrayList;
import java.util.List;

/** A machine with logs, and a clock that may be wrong. */
final class Host {
  final String name;
  final List<LogFile> logs = new ArrayList<>();
  long clockOffsetMillis;

  Host(String name) {
    this.name = name;
  }

  LogFile newLog() {
    LogFile log = new LogFile(this, name + ":1:" + logs.size() + ":n");
    logs.add(log);
    return log;
  }

  /** Its agent dies: it goes back to what it has saved. */
  void crash() {
    logs.forEach(log -> log.delivered = log.saved);
  }
}
