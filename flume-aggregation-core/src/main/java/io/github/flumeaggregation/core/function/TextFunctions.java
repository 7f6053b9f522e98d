package io.github.flumeaggregation.core.function;

import static io.github.flumeaggregation.core.function.Parameter.NUMBER;
import static io.github.flumeaggregation.core.function.Parameter.QUOTED;
import static io.github.flumeaggregation.core.function.Parameter.TEXT;
import static io.github.flumeaggregation.core.function.Parameter.WHOLE;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.DecimalWriter;
import io.github.flumeaggregation.core.record.Slice;
import java.util.Arrays;
import java.util.List;

/** Functions of texts. A character is a code point, or a byte that belongs to none. */
final class TextFunctions {
  static final List<LineFunction> LIST =
      Arrays.asList(
          LineFunction.ofText(
              "lower(text)", args -> new CaseOf(args.text(0), Character::toLowerCase), TEXT),
          LineFunction.ofText(
              "upper(text)", args -> new CaseOf(args.text(0), Character::toUpperCase), TEXT),
          LineFunction.ofText("trim(text)", args -> trim(args.text(0)), TEXT),
          LineFunction.ofNumber("length(text)", args -> length(args.text(0)), TEXT),
          LineFunction.ofText(
                  "substr(text, from[, length])", TextFunctions::substr, TEXT, WHOLE, WHOLE)
              .lastOptional(),
          LineFunction.ofText(
              "before(text, \"end\")", args -> before(args.text(0), args.quoted(1)), TEXT, QUOTED),
          LineFunction.ofText(
              "after(text, \"start\")", args -> after(args.text(0), args.quoted(1)), TEXT, QUOTED),
          LineFunction.ofText("part(text, \"/\", n)", PartOf::of, TEXT, QUOTED, WHOLE),
          LineFunction.ofText(
              "replace(text, \"pattern\", \"with $1\")", Replace::of, TEXT, QUOTED, QUOTED),
          LineFunction.ofText("concat(text, text, ..)", TextFunctions::concat, TEXT, TEXT)
              .lastRepeated(),
          LineFunction.ofText("coalesce(text, text, ..)", TextFunctions::coalesce, TEXT, TEXT)
              .lastRepeated(),
          LineFunction.ofText("text(number)", args -> text(args.number(0)), NUMBER),
          LineFunction.ofNumber("number(text)", args -> number(args.text(0)), TEXT));

  private TextFunctions() {}

  private static Textual trim(Textual text) {
    Slice trimmed = new Slice();
    return record -> {
      @Nullable Slice value = text.of(record);
      if (value == null) {
        return null;
      }
      int from = value.from();
      int to = value.to();
      while (from < to && isBlank(value.array()[from])) {
        from++;
      }
      while (from < to && isBlank(value.array()[to - 1])) {
        to--;
      }
      trimmed.set(value.array(), from, to);
      return trimmed;
    };
  }

  private static boolean isBlank(byte value) {
    return value >= 0 && value <= ' ';
  }

  private static Numeric length(Textual text) {
    Decimal length = new Decimal();
    return record -> {
      @Nullable Slice value = text.of(record);
      if (value == null) {
        return null;
      }
      length.set(Characters.count(value.array(), value.from(), value.to()));
      return length;
    };
  }

  private static Textual substr(Arguments args) {
    int from = args.whole(1, 1);
    int length = args.whole(2, Integer.MAX_VALUE);
    if (from == 0) {
      throw new IllegalArgumentException("characters are counted from 1, or from -1 at the end");
    }
    if (length < 0) {
      throw new IllegalArgumentException("a length is at least 0");
    }
    Textual text = args.text(0);
    Slice part = new Slice();
    return record -> {
      @Nullable Slice value = text.of(record);
      if (value == null) {
        return null;
      }
      byte[] bytes = value.array();
      int start =
          from > 0
              ? Characters.skip(bytes, value.from(), value.to(), from - 1)
              : Characters.skipFromEnd(bytes, value.from(), value.to(), -(long) from);
      part.set(bytes, start, Characters.skip(bytes, start, value.to(), length));
      return part;
    };
  }

  private static Textual before(Textual text, String end) {
    Slice mark = mark(end);
    Slice part = new Slice();
    return record -> {
      @Nullable Slice value = text.of(record);
      if (value == null) {
        return null;
      }
      int at = value.indexOf(mark, 0);
      part.set(value.array(), value.from(), at < 0 ? value.to() : value.from() + at);
      return part;
    };
  }

  private static Textual after(Textual text, String start) {
    Slice mark = mark(start);
    Slice part = new Slice();
    return record -> {
      @Nullable Slice value = text.of(record);
      int at = value == null ? -1 : value.indexOf(mark, 0);
      if (value == null || at < 0) {
        return null;
      }
      part.set(value.array(), value.from() + at + mark.length(), value.to());
      return part;
    };
  }

  /** A text to look for, which cannot be empty. */
  static Slice mark(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("what to look for is empty");
    }
    return Slice.of(text);
  }

  private static Textual concat(Arguments args) {
    ResultBuffer buffer = new ResultBuffer();
    return record -> {
      buffer.clear();
      for (int i = 0; i < args.size(); i++) {
        @Nullable Slice value = args.text(i).of(record);
        if (value == null) {
          return null;
        }
        buffer.add(value);
      }
      return buffer.result();
    };
  }

  private static Textual coalesce(Arguments args) {
    return record -> {
      for (int i = 0; i < args.size(); i++) {
        @Nullable Slice value = args.text(i).of(record);
        if (value != null) {
          return value;
        }
      }
      return null;
    };
  }

  static Textual text(Numeric number) {
    DecimalWriter writer = new DecimalWriter();
    return record -> {
      @Nullable Decimal value = number.of(record);
      return value == null ? null : writer.text(value);
    };
  }

  private static Numeric number(Textual text) {
    Decimal number = new Decimal();
    return record -> {
      @Nullable Slice value = text.of(record);
      return value != null && record.readNumber(value, number) ? number : null;
    };
  }
}
