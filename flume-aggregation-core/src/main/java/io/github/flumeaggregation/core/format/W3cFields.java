package io.github.flumeaggregation.core.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The fields that are wanted of extended log files, and the columns that may hold them. */
final class W3cFields implements WantedFields.Listener {
  /** Our name, and what the columns are called, the first that there is. */
  private static final String[][] NAMES = {
    {"client", "c-ip"},
    {"user", "cs-username"},
    {"method", "cs-method"},
    {"path", "cs-uri-stem"},
    {"query", "cs-uri-query"},
    {"protocol", "cs-version", "cs-protocol-version"},
    {"status", "sc-status"},
    {"bytes", "sc-bytes"},
    {"referer", "cs(referer)"},
    {"agent", "cs(user-agent)"},
    {"host", "x-host-header", "cs(host)", "cs-host"},
    {"duration", "time-taken"}
  };

  private final List<String> names = new ArrayList<>();
  private final List<Integer> indexes = new ArrayList<>();

  @Override
  public void want(String name, int index) {
    names.add(name.toLowerCase(Locale.ROOT));
    indexes.add(index);
  }

  /** How many are wanted. */
  int size() {
    return names.size();
  }

  /** The index of the field wanted as number {@code i}. */
  int index(int i) {
    return indexes.get(i);
  }

  /** Whether the field wanted as number {@code i} is a duration in seconds. */
  boolean isDuration(int i) {
    return names.get(i).equals("duration");
  }

  /** Which of {@code columns}, named in lower case, holds the field wanted as number {@code i}. */
  int column(int i, List<String> columns) {
    int own = columns.indexOf(names.get(i));
    for (String name : own >= 0 ? Collections.<String>emptyList() : columnNames(names.get(i))) {
      own = own < 0 ? columns.indexOf(name) : own;
    }
    return own;
  }

  /**
   * What we call the field of a column: by our name if it is the first that may hold that field.
   */
  static String name(String column, List<String> columns) {
    for (String[] known : NAMES) {
      for (int i = 1; i < known.length; i++) {
        if (columns.contains(known[i])) {
          if (known[i].equals(column)) {
            return known[0];
          }
          break;
        }
      }
    }
    return column;
  }

  private static List<String> columnNames(String name) {
    List<String> found = new ArrayList<>();
    for (String[] known : NAMES) {
      if (known[0].equals(name)) {
        for (int i = 1; i < known.length; i++) {
          found.add(known[i]);
        }
      }
    }
    return found;
  }
}
