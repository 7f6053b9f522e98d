package io.github.flumeaggregation.tool.replay;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.rows.RowId;
import io.github.flumeaggregation.window.WindowReplay;
import java.io.PrintWriter;
import java.util.function.Predicate;

/** Prints all that the sink would emit as soon as it does. */
final class EveryRevision implements Output {
  private final Predicate<String> keys;
  private final PrintWriter out;

  /** Prints what has such keys. */
  EveryRevision(Predicate<String> keys, PrintWriter out) {
    this.keys = keys;
    this.out = out;
  }

  @Override
  public void add(WindowReplay.Row row) {
    @Nullable RowId id = RowId.of(row.headers().getOrDefault("id", ""));
    if (id != null && keys.test(id.key())) {
      out.println(row.json());
    }
  }

  @Override
  public void finish() {}
}
