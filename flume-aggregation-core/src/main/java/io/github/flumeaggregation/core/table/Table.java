package io.github.flumeaggregation.core.table;

import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.core.record.LookupTable;
import io.github.flumeaggregation.core.record.Slice;
import java.util.ArrayList;
import java.util.List;

/** A table whose rows are found by their first value. Never changed, and safe for threads. */
final class Table implements LookupTable {
  /** What the first column is called if the keys are networks. */
  private static final String CIDR = "cidr";

  private final String file;
  private final Cells cells;
  private final RowIndex index;
  private final List<String> names = new ArrayList<>();

  private Table(String file, Cells cells) {
    this.file = file;
    this.cells = cells;
    if (cells.columns() < 2) {
      throw new IllegalArgumentException("it has no head with two columns, such as 'key,name'");
    }
    for (int column = 0; column < cells.columns(); column++) {
      addName(cells.text(0, column));
    }
    this.index = names.get(0).equals(CIDR) ? new PrefixIndex(cells) : new KeyIndex(cells);
    cells.forgetLines();
  }

  /**
   * The table of a text.
   *
   * @throws IllegalArgumentException with the line, if it is none
   */
  static Table of(String file, byte[] bytes, int length, int mostRows) {
    return new Table(file, Csv.read(bytes, length, mostRows));
  }

  private void addName(String name) {
    if (name.isEmpty() || names.contains(name)) {
      throw Csv.fault(
          cells.line(0),
          name.isEmpty()
              ? "a column has no name; the first line names the columns"
              : "two columns have the name '" + name + "'");
    }
    names.add(name);
  }

  @Override
  public Column column(String name) {
    int column = names.indexOf(name);
    if (column < 0) {
      throw new IllegalArgumentException(
          "'"
              + file
              + "' has no column '"
              + name
              + "'"
              + Suggestion.didYouMean(name, names)
              + "; columns are "
              + String.join(", ", names));
    }
    RowIndex.Finder finder = index.finder();
    Slice value = new Slice();
    return key -> {
      int place = finder.place(key);
      if (place == RowIndex.NONE) {
        return null;
      }
      cells.get(place, column, value);
      return value.length() == 0 ? null : value;
    };
  }
}
