package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.format.LogVariable.Kind;
import java.util.Locale;

/** What the letters of {@code LogFormat} mean. */
final class ApacheVariables {
  private final Server server;

  ApacheVariables(Server server) {
    this.server = server;
  }

  /**
   * The variable of {@code letter}; {@code argument} is what stands in its braces, if any.
   *
   * @throws IllegalArgumentException if there is no such letter
   */
  LogVariable of(String source, String letter, @Nullable String argument) {
    if (argument != null && (letter.length() > 1 || "Ceinox".contains(letter))) {
      return named(source, letter, argument);
    }
    @Nullable LogVariable own = server == Server.TOMCAT ? ofTomcat(source, letter) : null;
    if (own != null) {
      return own;
    }
    switch (letter) {
      case "T":
        return duration(source, argument == null ? "s" : argument);
      case "D":
        return duration(source, server == Server.HTTPD ? "us" : "ms");
      case "b":
      case "B":
        return LogVariable.of(source, "bytes", letter, Kind.BYTES);
      case "r":
        return LogVariable.of(source, "request", letter, Kind.REQUEST);
      case "q":
        return LogVariable.of(source, "query", letter, Kind.QUERY);
      case "s":
        return LogVariable.of(source, "status", letter, Kind.STATUS);
      default:
        return plain(source, letter, argument);
    }
  }

  /** What Tomcat means otherwise than httpd. */
  private static @Nullable LogVariable ofTomcat(String source, String letter) {
    switch (letter) {
      case "F":
        return LogVariable.of(source, "commit_duration", letter, Kind.MILLIS);
      case "I":
        return LogVariable.of(source, "thread", letter, Kind.TEXT);
      case "S":
        return LogVariable.of(source, "session", letter, Kind.TEXT);
      default:
        return null;
    }
  }

  private static LogVariable duration(String source, String unit) {
    Kind kind;
    switch (unit) {
      case "s":
        kind = Kind.DECIMAL;
        break;
      case "ms":
        kind = Kind.MILLIS;
        break;
      case "us":
        kind = Kind.MICROS;
        break;
      case "ns":
        kind = Kind.NANOS;
        break;
      default:
        throw new IllegalArgumentException(source + ": allowed are the units s, ms, us and ns");
    }
    return LogVariable.of(source, "duration", "duration_" + unit, kind);
  }

  /** A header, cookie, note or variable of the environment; each has its own name. */
  private static LogVariable named(String source, String letter, String name) {
    if (letter.equals("i")) {
      switch (name.toLowerCase(Locale.ROOT)) {
        case "referer":
          return LogVariable.of(source, "referer", name, Kind.TEXT);
        case "user-agent":
          return LogVariable.of(source, "agent", name, Kind.AGENT);
        case "host":
          return LogVariable.of(source, "host", name, Kind.TEXT);
        default:
      }
    }
    return LogVariable.of(source, name, name + "_" + letter, Kind.ANY);
  }

  private static LogVariable plain(String source, String letter, @Nullable String argument) {
    switch (letter) {
      case "h":
      case "a":
        return address(source, letter, argument);
      case "l":
        return LogVariable.of(source, "ident", letter, Kind.IDENT);
      case "u":
        return LogVariable.of(source, "user", letter, Kind.USER);
      case "m":
        return LogVariable.of(source, "method", letter, Kind.TEXT);
      case "U":
        return LogVariable.of(source, "path", letter, Kind.PATH);
      case "H":
        return LogVariable.of(source, "protocol", letter, Kind.TEXT);
      case "v":
      case "V":
        return LogVariable.of(source, "host", letter, Kind.TEXT);
      case "A":
        return LogVariable.of(source, "local_address", letter, Kind.TEXT);
      case "f":
        return LogVariable.of(source, "filename", letter, Kind.TEXT);
      case "R":
        return LogVariable.of(source, "handler", letter, Kind.TEXT);
      case "L":
        return LogVariable.of(source, "log_id", letter, Kind.TEXT);
      case "X":
        return LogVariable.of(source, "connection_status", letter, Kind.TEXT);
      default:
        return number(source, letter, argument);
    }
  }

  /** Jetty says which one it means: {@code %{client}a}; Apache's {@code %{c}a} is the peer. */
  private static LogVariable address(String source, String letter, @Nullable String argument) {
    switch (argument == null ? "client" : argument) {
      case "client":
      case "remote":
        return LogVariable.of(source, "client", letter, Kind.CLIENT);
      case "server":
      case "local":
        return LogVariable.of(source, "local_address", letter, Kind.TEXT);
      default:
        return LogVariable.of(source, "peer", letter, Kind.CLIENT);
    }
  }

  private static LogVariable number(String source, String letter, @Nullable String argument) {
    switch (letter) {
      case "I":
        return LogVariable.of(source, "bytes_received", letter, Kind.DECIMAL);
      case "O":
        return LogVariable.of(source, "bytes_sent", letter, Kind.DECIMAL);
      case "S":
        return LogVariable.of(source, "bytes_transferred", letter, Kind.DECIMAL);
      case "k":
        return LogVariable.of(source, "keepalive_requests", letter, Kind.DECIMAL);
      case "p":
        return LogVariable.of(
            source, argument == null ? "port" : argument + "_port", letter, Kind.DECIMAL);
      case "P":
        return LogVariable.of(source, argument == null ? "pid" : argument, letter, Kind.DECIMAL);
      default:
        throw new IllegalArgumentException(source + " is no variable of LogFormat");
    }
  }
}
