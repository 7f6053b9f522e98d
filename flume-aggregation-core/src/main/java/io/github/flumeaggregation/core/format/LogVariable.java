package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;

/** A variable of a log pattern: what its values are and what the field is called. */
final class LogVariable {
  /** What the values are. */
  enum Kind {
    /** Text. */
    TEXT,
    /** Text or number, as the line has it. */
    ANY,
    /** Values of several upstream servers, separated by {@code ", "} or {@code " : "}. */
    LIST,
    /** Digits, or a hyphen for a missing number. */
    WHOLE,
    /** Digits, or a hyphen for zero. */
    BYTES,
    /** A decimal number, or a hyphen for a missing one. */
    DECIMAL,
    /** A whole number of milliseconds, which becomes seconds. */
    MILLIS,
    /** A whole number of microseconds, which becomes seconds. */
    MICROS,
    /** A request line. */
    REQUEST,
    /** A path, and after a question mark a query. */
    TARGET,
    /** A query with its question mark, or nothing. */
    QUERY,
    /** A point in time. */
    TIME
  }

  /** How the variable stands in the pattern; messages call it that. */
  final String source;

  /** The field's name. */
  final String name;

  /** The field's name if an earlier variable has the other one already. */
  final String ownName;

  final Kind kind;
  final @Nullable TimeText time;

  private LogVariable(
      String source, String name, String ownName, Kind kind, @Nullable TimeText time) {
    this.source = source;
    this.name = name;
    this.ownName = ownName;
    this.kind = kind;
    this.time = time;
  }

  static LogVariable of(String source, String name, String ownName, Kind kind) {
    return new LogVariable(source, name, ownName, kind, null);
  }

  /** The event time. */
  static LogVariable time(String source, String name, String ownName, TimeText time) {
    return new LogVariable(source, name, ownName, Kind.TIME, time);
  }

  /** Whether it says how long the request took. */
  boolean isDuration() {
    return name.equals("duration");
  }
}
