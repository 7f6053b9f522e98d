package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads lines of values between delimiters, such as CSV and TSV.
 *
 * <p>A value that begins with the quote ends with it; in between, delimiters are text and two
 * quotes stand for one. An empty value without quotes is missing. Columns are called by their names
 * in {@code columns}, and always {@code $1}, {@code $2} and so on. With names, a line must have
 * exactly as many columns: one that was cut off is not taken for a shorter one.
 */
final class DelimitedReader implements FieldReader, WantedFields.Listener {
  private static final int MAX_COLUMNS = 10_000;

  /** Stands for the quote where there is none: no byte is equal to it, and -1 would be. */
  private static final int NO_QUOTE = Integer.MIN_VALUE;

  private final Delimiter delimiter;
  private final int quote;
  private final List<String> names;
  private final DoubledQuotes doubledQuotes;
  private int[] fields = {};

  private DelimitedReader(Delimiter delimiter, int quote, List<String> names) {
    this.delimiter = delimiter;
    this.quote = quote;
    this.names = names;
    this.doubledQuotes = new DoubledQuotes((byte) quote);
  }

  /** Reads {@code delimiter}, {@code quote}, {@code columns} and which field is the time. */
  static FormatPart part(FormatScope scope) {
    Settings settings = scope.settings;
    Delimiter delimiter = Delimiter.read(settings, "delimiter", ",");
    String quote = settings.text("quote", "\"");
    if (!quote.equals("none") && (!isOneByte(quote) || delimiter.beginsWith(quote))) {
      settings.fault("quote", "allowed is one ASCII character other than the delimiter, or none");
      quote = "none";
    }
    int quoteByte = quote.equals("none") ? NO_QUOTE : quote.charAt(0);
    DelimitedReader reader = new DelimitedReader(delimiter, quoteByte, names(settings));
    return TimedReader.part(WantedFields.ofKnownNames(scope.numbers, reader), reader, scope);
  }

  private static boolean isOneByte(String text) {
    return text.length() == 1 && text.charAt(0) < 0x80;
  }

  private static List<String> names(Settings settings) {
    String columns = settings.text("columns", "");
    if (columns.isEmpty()) {
      return Collections.emptyList();
    }
    List<String> names = Arrays.asList(columns.split("\\s*,\\s*|\\s+", -1));
    for (String name : names) {
      if (name.isEmpty() || (!name.equals("-") && Collections.frequency(names, name) > 1)) {
        settings.fault(
            "columns",
            "allowed are the columns' names in their order, each once, and - for one without"
                + " a name");
        return Collections.emptyList();
      }
    }
    return names;
  }

  @Override
  public void addNames(
      byte[] bytes, int from, int to, Map<String, String> headers, Set<String> names) {
    this.names.stream().filter(name -> !name.equals("-")).forEach(names::add);
  }

  @Override
  public String canonical(String name) {
    int column = name.equals("-") ? -1 : names.indexOf(name);
    return column < 0 ? name : "$" + (column + 1);
  }

  @Override
  public void want(String name, int index) {
    int column = name.matches("\\$[1-9][0-9]{0,4}") ? Integer.parseInt(name.substring(1)) - 1 : -1;
    if (column < 0 || column >= (names.isEmpty() ? MAX_COLUMNS : names.size())) {
      throw new UnknownFieldException(
          name, names.isEmpty() ? Arrays.asList("$1", "$2", "$3 and so on") : names);
    }
    if (column >= fields.length) {
      int known = fields.length;
      fields = Arrays.copyOf(fields, column + 1);
      Arrays.fill(fields, known, fields.length, -1);
    }
    fields[column] = index;
  }

  @Override
  public boolean read(byte[] bytes, int from, int end, Map<String, String> headers, Record into) {
    int columns = readColumns(bytes, from, end, into);
    return columns > 0 && (names.isEmpty() || columns == names.size());
  }

  /** The number of columns; if a quote is not closed properly, {@code ~} the place where it is. */
  private int readColumns(byte[] bytes, int from, int end, Record into) {
    int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    if (from == to) {
      return 0;
    }
    int column = 0;
    int at = delimiter.start(bytes, from, to);
    while (true) {
      boolean quoted = at < to && bytes[at] == quote;
      int stop = quoted ? quotedEnd(bytes, at + 1, to) : delimiter.find(bytes, at, to);
      if (stop < 0) {
        return ~at;
      }
      if (column < fields.length && fields[column] >= 0) {
        store(fields[column], bytes, at, stop, quoted, into);
      }
      column++;
      int next = delimiter.after(bytes, stop, to);
      if (stop == to || (next == to && delimiter.mayEndLine())) {
        return column;
      }
      at = next;
    }
  }

  @Override
  public Mismatch explain(
      byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    int columns = readColumns(bytes, from, to, into);
    if (columns < 0) {
      return Mismatch.of("the closing quote of a column", bytes, from, to, ~columns);
    }
    String found = columns == 0 ? "" : " (there are " + columns + delimiter.advice(bytes, from, to);
    return Mismatch.of(
        names.size() + " columns" + found + (columns == 0 ? "" : ")"), bytes, from, to, to);
  }

  private void store(int field, byte[] bytes, int from, int to, boolean quoted, Record into) {
    if (quoted) {
      into.set(field, bytes, from + 1, to - 1, doubledQuotes);
    } else if (to > from) {
      into.set(field, bytes, from, to);
    }
  }

  /** Index after the closing quote, where a delimiter or the line's end must be; or -1. */
  private int quotedEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (bytes[at] != quote) {
        at++;
      } else if (at + 1 < to && bytes[at + 1] == quote) {
        at += 2;
      } else {
        return at + 1 == to || delimiter.isAt(bytes, at + 1, to) ? at + 1 : -1;
      }
    }
    return -1;
  }
}
