package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Scan;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns that a line {@code #Fields} names. Values stand between tabs if the line has any (as
 * CloudFront's), else between blanks; a hyphen is a missing value.
 */
final class W3cColumns {
  /** What {@link #read} answers if the columns were as many as named. */
  static final int ALL = -1;

  private static final Delimiter TABS = Delimiter.of("tab");
  private static final Delimiter BLANKS = Delimiter.of("blanks");
  private static final MillisOrSeconds DURATION = new MillisOrSeconds();

  private final List<String> names;
  private final W3cFields wanted;

  /** By column the first field wanted of it, and by such a field the next one; or -1. */
  private final int[] first;

  private int[] next = {};

  W3cColumns(List<String> names, W3cFields wanted) {
    this.names =
        names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toList());
    this.wanted = wanted;
    this.first = new int[names.size()];
    Arrays.fill(first, -1);
  }

  int count() {
    return names.size();
  }

  /** The columns, by our name where they have one. */
  void addNames(Set<String> names) {
    this.names.forEach(name -> names.add(W3cFields.name(name, this.names)));
  }

  private void findWanted() {
    int known = next.length;
    next = Arrays.copyOf(next, wanted.size());
    for (int i = known; i < next.length; i++) {
      int column = wanted.column(i, names);
      next[i] = column < 0 ? -1 : first[column];
      if (column >= 0) {
        first[column] = i;
      }
    }
  }

  /** Reads a line; answers {@link #ALL}, or how many columns there are instead. */
  int read(byte[] bytes, int from, int end, Record into) {
    if (next.length < wanted.size()) {
      findWanted();
    }
    int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    Delimiter delimiter = Scan.indexOf(bytes, from, to, (byte) '\t') < 0 ? BLANKS : TABS;
    int column = 0;
    int at = from;
    while (at < to) {
      boolean quoted = bytes[at] == '"';
      int stop = quoted ? quotedEnd(bytes, at + 1, to) : delimiter.find(bytes, at, to);
      if (column < first.length) {
        store(column, bytes, quoted ? at + 1 : at, stop, into);
      }
      column++;
      at = delimiter.after(bytes, quoted ? Math.min(stop + 1, to) : stop, to);
    }
    return column == names.size() && column > 0 ? ALL : column;
  }

  private static int quotedEnd(byte[] bytes, int from, int to) {
    int end = Scan.indexOf(bytes, from, to, (byte) '"');
    return end < 0 ? to : end;
  }

  private void store(int column, byte[] bytes, int from, int to, Record into) {
    if (to - from == 1 && bytes[from] == '-') {
      return;
    }
    for (int i = first[column]; i >= 0; i = next[i]) {
      if (wanted.isDuration(i)) {
        into.set(wanted.index(i), bytes, from, to, DURATION);
      } else {
        into.set(wanted.index(i), bytes, from, to);
      }
    }
  }
}
