package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import java.util.Locale;

/** A variable of a log pattern: what its values are and what the field is called. */
final class LogVariable {
  /** What the values are. */
  enum Kind {
    /** Text. */
    TEXT,
    /** Text or number, as the line has it; a blank after a comma or semicolon is part of it. */
    ANY,
    /** Values of several upstream servers, separated by {@code ", "} or {@code " : "}. */
    LIST,
    /** An address or name: one word, and no list of them. */
    CLIENT,
    /** The client's identity by ident: one word, and no address. */
    IDENT,
    /** A user's name, which may have blanks in it. */
    USER,
    /** The name of a browser or program, which mostly has blanks in it. */
    AGENT,
    /** A host and perhaps, after a colon, its port. */
    HOST_PORT,
    /** Three digits, a hyphen, or a single zero where a proxy had no answer. */
    STATUS,
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
    /** A whole number of nanoseconds, which becomes seconds. */
    NANOS,
    /** A path, which begins with a slash. */
    PATH,
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

  /** Whether its values begin with a slash, which what stands before them has not. */
  boolean isPath() {
    return kind == Kind.PATH || kind == Kind.TARGET;
  }

  /** Whether there is no slash, blank or quote in its values. */
  boolean mayStandBeforePath() {
    return isNumber() || kind == Kind.TEXT || kind == Kind.CLIENT || kind == Kind.ANY;
  }

  /** Whether its values are digits. */
  boolean isNumber() {
    switch (kind) {
      case STATUS:
      case WHOLE:
      case BYTES:
      case DECIMAL:
      case MILLIS:
      case MICROS:
      case NANOS:
        return true;
      default:
        return false;
    }
  }

  /** Whether its values, after a colon, are ports by its name. */
  boolean isPort() {
    return name.equals("port") || name.endsWith("_port");
  }

  /** Whether its values are single words, unless somebody does something unusual. */
  boolean isWord() {
    boolean header = source.toLowerCase(Locale.ROOT).matches("\\$\\{?(sent_)?http_.*|%.*\\}[ioC]");
    return isNumber()
        || isPath()
        || kind == Kind.TEXT
        || kind == Kind.CLIENT
        || kind == Kind.IDENT
        || (kind == Kind.ANY && !header);
  }

  /** Whether several values are one number, their sum: times and sizes, say, but no status. */
  boolean isSum() {
    return name.endsWith("_time") || name.endsWith("_length") || name.contains("_bytes_");
  }

  /** Whether it says how long the request took. */
  boolean isDuration() {
    return name.equals("duration");
  }
}
