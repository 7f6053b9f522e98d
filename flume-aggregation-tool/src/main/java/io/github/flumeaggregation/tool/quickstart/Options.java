package io.github.flumeaggregation.tool.quickstart;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Suggestion;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The command line. */
final class Options {
  private static final List<String> NAMES =
      Arrays.asList("--format", "--by", "--rows", "--html", "--dir", "--watch", "--help");

  final List<Path> logs = new ArrayList<>();
  @Nullable String format;
  @Nullable String by;
  @Nullable Path html;
  @Nullable Path dir;
  boolean rows;

  /** Whether the agent is to run on. */
  boolean watch;

  private Options() {}

  /**
   * Reads the command line.
   *
   * @throws QuickstartException if there is an option that is not known, or lacks its value
   */
  static Options parse(List<String> arguments) throws QuickstartException {
    Options options = new Options();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      if (argument.equals("--")) {
        rest.forEachRemaining(log -> options.logs.add(Paths.get(log)));
      } else if (argument.startsWith("-")) {
        options.read(argument, rest);
      } else {
        options.logs.add(Paths.get(argument));
      }
    }
    return options;
  }

  private void read(String argument, Iterator<String> rest) throws QuickstartException {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    @Nullable String given = equals < 0 ? null : argument.substring(equals + 1);
    switch (name) {
      case "--format":
        format = value(name, given, rest);
        break;
      case "--by":
        by = value(name, given, rest);
        break;
      case "--html":
        html = Paths.get(value(name, given, rest));
        break;
      case "--dir":
        dir = Paths.get(value(name, given, rest));
        break;
      case "--rows":
        rows = true;
        break;
      case "--watch":
        watch = true;
        break;
      default:
        throw new QuickstartException(
            "there is no option " + name + Suggestion.didYouMean(name, NAMES) + "; see --help");
    }
  }

  private static String value(String name, @Nullable String given, Iterator<String> rest)
      throws QuickstartException {
    String value = given == null && rest.hasNext() ? rest.next() : given;
    if (value == null || value.isEmpty()) {
      throw new QuickstartException(name + " needs a value; see --help");
    }
    return value;
  }
}
