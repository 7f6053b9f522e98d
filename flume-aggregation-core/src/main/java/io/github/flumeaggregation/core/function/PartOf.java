package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;

/** One of the parts between separators, counted from 1, or from -1 at the end. */
final class PartOf implements Textual {
  private final Textual text;
  private final Slice separator;
  private final int number;
  private final Slice part = new Slice();

  private PartOf(Textual text, Slice separator, int number) {
    this.text = text;
    this.separator = separator;
    this.number = number;
  }

  static Textual of(Arguments args) {
    int number = args.whole(2, 0);
    if (number == 0) {
      throw new IllegalArgumentException("parts are counted from 1, or from -1 at the end");
    }
    return new PartOf(args.text(0), TextFunctions.mark(args.quoted(1)), number);
  }

  @Override
  public @Nullable Slice of(Record record) {
    @Nullable Slice value = text.of(record);
    if (value == null) {
      return null;
    }
    long before = number > 0 ? number - 1L : parts(value) + (long) number;
    return before >= 0 ? after(value, before) : null;
  }

  private int parts(Slice value) {
    int parts = 1;
    for (int at = value.indexOf(separator, 0); at >= 0; at = next(value, at)) {
      parts++;
    }
    return parts;
  }

  private int next(Slice value, int separatorAt) {
    return value.indexOf(separator, separatorAt + separator.length());
  }

  /** The part that so many others stand before. */
  private @Nullable Slice after(Slice value, long before) {
    int start = 0;
    int end = value.indexOf(separator, 0);
    for (long i = 0; i < before; i++) {
      if (end < 0) {
        return null;
      }
      start = end + separator.length();
      end = next(value, end);
    }
    part.set(value.array(), value.from() + start, end < 0 ? value.to() : value.from() + end);
    return part;
  }
}
