package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;

/**
 * The first value of a parameter in a query, with {@code %xx} and {@code +} decoded. The query may
 * be a whole target or address: it begins after its first {@code ?} and ends at {@code #}.
 */
final class QueryParameter implements Textual {
  private final Textual query;
  private final Slice name;
  private final ResultBuffer buffer = new ResultBuffer();

  QueryParameter(Textual query, Slice name) {
    this.query = query;
    this.name = name;
  }

  @Override
  public @Nullable Slice of(Record record) {
    @Nullable Slice value = query.of(record);
    if (value == null) {
      return null;
    }
    byte[] bytes = value.array();
    int end = end(bytes, value.from(), value.to(), '#');
    int mark = end(bytes, value.from(), end, '?');
    int start = mark < end ? mark + 1 : value.from();
    while (start <= end) {
      int pairEnd = end(bytes, start, end, '&');
      int nameEnd = end(bytes, start, pairEnd, '=');
      if (decode(bytes, start, nameEnd).sameBytes(name)) {
        return decode(bytes, Math.min(nameEnd + 1, pairEnd), pairEnd);
      }
      start = pairEnd + 1;
    }
    return null;
  }

  private static int end(byte[] bytes, int from, int to, char mark) {
    int at = from;
    while (at < to && bytes[at] != mark) {
      at++;
    }
    return at;
  }

  private Slice decode(byte[] bytes, int from, int to) {
    buffer.clear();
    for (int at = from; at < to; at++) {
      int high = bytes[at] == '%' && to - at > 2 ? Character.digit(bytes[at + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(bytes[at + 2], 16) : -1;
      if (low >= 0) {
        buffer.addByte(high << 4 | low);
        at += 2;
      } else {
        buffer.addByte(bytes[at] == '+' ? ' ' : bytes[at]);
      }
    }
    return buffer.result();
  }
}
