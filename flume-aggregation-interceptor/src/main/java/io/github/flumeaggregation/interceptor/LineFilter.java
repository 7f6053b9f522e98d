package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.expression.Condition;
import io.github.flumeaggregation.core.expression.Conditions;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;

/**
 * Says which lines go on to the channel. Of the lines of the format, those for which {@code keep}
 * holds; the others, unless {@code dropUnparsed}: a condition cannot be judged without fields, and
 * nothing is lost that nobody asked to lose.
 */
final class LineFilter {
  private final boolean dropUnparsed;
  private final @Nullable Condition keep;

  private LineFilter(boolean dropUnparsed, @Nullable Condition keep) {
    this.dropUnparsed = dropUnparsed;
    this.keep = keep;
  }

  /** Reads {@code dropUnparsed} and {@code keep}; null if neither drops anything. */
  static @Nullable LineFilter read(Settings settings, Fields fields) {
    boolean dropUnparsed = settings.flag("dropUnparsed", false);
    @Nullable Condition keep = condition(settings, fields);
    return dropUnparsed || keep != null ? new LineFilter(dropUnparsed, keep) : null;
  }

  private static @Nullable Condition condition(Settings settings, Fields fields) {
    if (settings.has("keep")) {
      try {
        return Conditions.compile(settings.text("keep", ""), fields);
      } catch (IllegalArgumentException e) {
        settings.fault("keep", String.valueOf(e.getMessage()));
      }
    }
    return null;
  }

  /** Whether a line goes on. */
  boolean keeps(boolean parsed, Record record) {
    return parsed ? keep == null || keep.test(record) : !dropUnparsed;
  }
}
