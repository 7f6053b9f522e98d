package io.github.flumeaggregation.core.function;

import static io.github.flumeaggregation.core.function.Parameter.NUMBER;
import static io.github.flumeaggregation.core.function.Parameter.QUOTED;
import static io.github.flumeaggregation.core.function.Parameter.TEXT;
import static io.github.flumeaggregation.core.function.Parameter.WHOLE;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Slice;
import java.util.Arrays;
import java.util.List;

/** Functions of what web servers log: paths, queries, addresses, statuses. */
final class WebFunctions {
  static final List<LineFunction> LIST =
      Arrays.asList(
          LineFunction.ofText("ids(path)", args -> new PathIds(args.text(0)), TEXT),
          LineFunction.ofText("depth(path, segments)", WebFunctions::depth, TEXT, WHOLE),
          LineFunction.ofText(
              "param(query, \"name\")",
              args -> new QueryParameter(args.text(0), TextFunctions.mark(args.quoted(1))),
              TEXT,
              QUOTED),
          LineFunction.ofText("host(url)", args -> new UrlHost(args.text(0)), TEXT),
          LineFunction.ofText("class(status)", args -> statusClass(args.number(0)), NUMBER));

  private WebFunctions() {}

  private static Textual depth(Arguments args) {
    int segments = args.whole(1, 1);
    if (segments < 1) {
      throw new IllegalArgumentException("at least one segment must be left");
    }
    Textual path = args.text(0);
    Slice start = new Slice();
    return record -> {
      @Nullable Slice value = path.of(record);
      if (value == null) {
        return null;
      }
      start.set(value.array(), value.from(), endOf(segments, value));
      return start;
    };
  }

  /** The end of the first segments; a slash at the start of the path begins the first. */
  private static int endOf(int segments, Slice path) {
    byte[] bytes = path.array();
    int left = segments;
    for (int at = path.from(); at < path.to(); at++) {
      boolean ends = bytes[at] == '/' && at > path.from() && --left == 0;
      if (ends || bytes[at] == '?' || bytes[at] == '#') {
        return at;
      }
    }
    return path.to();
  }

  private static Textual statusClass(Numeric status) {
    Slice[] classes = new Slice[10];
    for (int i = 1; i < classes.length; i++) {
      classes[i] = Slice.of(i + "xx");
    }
    return record -> {
      @Nullable Slice written = status.written(record);
      if (written != null && isStatus(written)) {
        return classes[written.at(0) - '0'];
      }
      @Nullable Decimal value = status.of(record);
      if (value == null || value.high() != 0 || value.whole() < 100 || value.whole() > 999) {
        return null;
      }
      return classes[(int) value.whole() / 100];
    };
  }

  /** Whether a text is three digits, the first of them not 0, as nearly every status is. */
  private static boolean isStatus(Slice text) {
    if (text.length() != 3) {
      return false;
    }
    int first = text.at(0) - '1';
    int second = text.at(1) - '0';
    int third = text.at(2) - '0';
    return first >= 0 && first < 9 && second >= 0 && second < 10 && third >= 0 && third < 10;
  }
}
