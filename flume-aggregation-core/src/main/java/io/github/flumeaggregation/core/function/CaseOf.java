package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.Utf8;
import java.util.function.IntUnaryOperator;

/** A text in lower or upper case, character by character; a byte that is none stays. */
final class CaseOf implements Textual {
  private final Textual text;
  private final IntUnaryOperator change;
  private final byte[] ofAscii = new byte[128];
  private final ResultBuffer buffer = new ResultBuffer();

  CaseOf(Textual text, IntUnaryOperator change) {
    this.text = text;
    this.change = change;
    for (int i = 0; i < ofAscii.length; i++) {
      ofAscii[i] = (byte) change.applyAsInt(i);
    }
  }

  @Override
  public @Nullable Slice of(Record record) {
    @Nullable Slice value = text.of(record);
    if (value == null) {
      return null;
    }
    buffer.clear();
    byte[] bytes = value.array();
    int at = value.from();
    while (at < value.to()) {
      if (bytes[at] >= 0) {
        buffer.addByte(ofAscii[bytes[at++]]);
      } else {
        at = addOther(bytes, at, value.to());
      }
    }
    return buffer.result();
  }

  private int addOther(byte[] bytes, int at, int to) {
    int decoded = Utf8.decode(bytes, at, to);
    int length = Utf8.length(decoded);
    if (length == 1) {
      buffer.addByte(bytes[at]);
    } else {
      buffer.addCodePoint(change.applyAsInt(Utf8.codePoint(decoded)));
    }
    return at + length;
  }
}
