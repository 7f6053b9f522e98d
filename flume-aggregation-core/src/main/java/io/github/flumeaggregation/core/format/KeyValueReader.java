package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Encoding;
import io.github.flumeaggregation.core.record.LosslessText;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Scan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * Reads lines of pairs in any order, {@code level=error took=12 msg="a b"} (logfmt) or {@code
 * host:::1<TAB>status:200} (LTSV).
 *
 * <p>A value in double quotes may have delimiters in it, and escapes, which are decoded when
 * somebody asks for it. Words without the sign that stands between key and value are passed over; a
 * line without any pair is none. Of several values under one key the last counts; an empty one
 * without quotes is missing.
 */
final class KeyValueReader implements FieldReader {
  private final PairCursor cursor;
  private byte[][] keys = {};
  private int[] fields = {};

  private KeyValueReader(PairCursor cursor) {
    this.cursor = cursor;
  }

  /** Pairs as many programs write them; {@code delimiter} and {@code assign} may be others. */
  static FormatPart part(FormatScope scope) {
    return part(scope, "blanks", "=", true);
  }

  /** Labelled values between tabs. */
  static FormatPart ltsv(FormatScope scope) {
    return part(scope, "tab", ":", false);
  }

  private static FormatPart part(
      FormatScope scope, String delimiter, String assign, boolean quotes) {
    Settings settings = scope.settings;
    Delimiter between = Delimiter.read(settings, "delimiter", delimiter);
    String sign = settings.text("assign", assign);
    if (sign.isEmpty() || between.beginsWith(sign)) {
      settings.fault(
          "assign", "allowed is what stands between key and value, such as = or :, no delimiter");
      sign = assign;
    }
    KeyValueReader reader = new KeyValueReader(new PairCursor(between, sign, quotes));
    return TimedReader.part(WantedFields.ofAnyName(scope.numbers, reader::want), reader, scope);
  }

  private void want(String name, int index) {
    keys = Arrays.copyOf(keys, keys.length + 1);
    keys[keys.length - 1] = name.getBytes(StandardCharsets.UTF_8);
    fields = Arrays.copyOf(fields, keys.length);
    fields[keys.length - 1] = index;
  }

  @Override
  public boolean read(byte[] bytes, int from, int end, Map<String, String> headers, Record into) {
    int to = withoutReturn(bytes, from, end);
    boolean any = false;
    int at = cursor.start(bytes, from, to);
    while (at < to) {
      at = cursor.next(bytes, at, to);
      if (at < 0) {
        return false;
      }
      if (cursor.isPair(bytes, to)) {
        any = true;
        store(bytes, into);
      }
    }
    return any;
  }

  private static int withoutReturn(byte[] bytes, int from, int end) {
    return end > from && bytes[end - 1] == '\r' ? end - 1 : end;
  }

  private void store(byte[] bytes, Record into) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].length == cursor.keyTo - cursor.keyFrom
          && Scan.isAt(bytes, cursor.keyFrom, cursor.keyTo, keys[i])) {
        if (cursor.quoted) {
          into.set(fields[i], bytes, cursor.valueFrom, cursor.valueTo, Encoding.ESCAPES);
        } else if (cursor.valueTo > cursor.valueFrom) {
          into.set(fields[i], bytes, cursor.valueFrom, cursor.valueTo);
        } else {
          into.unset(fields[i]);
        }
      }
    }
  }

  @Override
  public Mismatch explain(
      byte[] bytes, int from, int end, Map<String, String> headers, Record into) {
    int to = withoutReturn(bytes, from, end);
    int at = cursor.start(bytes, from, to);
    while (at >= 0 && at < to) {
      at = cursor.next(bytes, at, to);
    }
    return at < 0
        ? Mismatch.of("a closing quote", bytes, from, end, cursor.valueFrom)
        : Mismatch.of("a pair of key and value", bytes, from, end, from);
  }

  @Override
  public boolean takesAnyName() {
    return true;
  }

  @Override
  public void addNames(
      byte[] bytes, int from, int end, Map<String, String> headers, Set<String> names) {
    int to = withoutReturn(bytes, from, end);
    int at = cursor.start(bytes, from, to);
    while (at >= 0 && at < to) {
      at = cursor.next(bytes, at, to);
      if (cursor.isPair(bytes, to)) {
        names.add(LosslessText.of(bytes, cursor.keyFrom, cursor.keyTo));
      }
    }
  }
}
