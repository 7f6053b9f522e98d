package io.github.flumeaggregation.core.function;

import static io.github.flumeaggregation.core.function.Parameter.FILE;
import static io.github.flumeaggregation.core.function.Parameter.QUOTED;
import static io.github.flumeaggregation.core.function.Parameter.VALUE;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.LookupTable;
import io.github.flumeaggregation.core.record.Slice;
import java.util.Collections;
import java.util.List;

/** The function that looks into tables. */
final class TableFunctions {
  static final List<LineFunction> LIST =
      Collections.singletonList(
          LineFunction.ofText(
              "lookup(key, \"file.csv\", \"column\")",
              TableFunctions::lookup,
              VALUE,
              FILE,
              QUOTED));

  private TableFunctions() {}

  private static Textual lookup(Arguments args) {
    Textual key = args.value(0).asText();
    LookupTable.Column column = args.table(1).column(args.quoted(2));
    return record -> {
      @Nullable Slice value = key.of(record);
      return value == null ? null : column.of(value);
    };
  }
}
