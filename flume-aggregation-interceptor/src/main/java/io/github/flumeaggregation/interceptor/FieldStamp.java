package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Puts a parsed field into a header of the field's name; nothing if the line lacks the field.
 *
 * <p>Lines that follow each other often have the same value. They then share one text, which saves
 * making it and, in a channel, keeping it.
 */
final class FieldStamp {
  private static final int MAX_SHARED_BYTES = 128;

  private final String field;
  private final int index;

  private final byte[] lastBytes = new byte[MAX_SHARED_BYTES];
  private final Slice lastValue = new Slice();
  private String lastText = "";

  private FieldStamp(String field, int index) {
    this.field = field;
    this.index = index;
  }

  /** Reads {@code fields}: names with blanks or commas between them. */
  static List<FieldStamp> read(Settings settings, Fields fields) {
    List<FieldStamp> stamps = new ArrayList<>();
    for (String name : new LinkedHashSet<>(ListText.items(settings.text("fields", "")))) {
      try {
        stamps.add(new FieldStamp(name, fields.index(name)));
      } catch (UnknownFieldException e) {
        settings.fault("fields", String.valueOf(e.getMessage()));
      }
    }
    return stamps;
  }

  void stamp(Record record, Map<String, String> headers) {
    @Nullable Slice value = record.text(index);
    if (value == null) {
      return;
    }
    headers.put(field, value.sameBytes(lastValue) ? lastText : newText(value));
  }

  private String newText(Slice value) {
    String text = value.toString();
    if (value.length() <= MAX_SHARED_BYTES) {
      System.arraycopy(value.array(), value.from(), lastBytes, 0, value.length());
      lastValue.set(lastBytes, 0, value.length());
      lastText = text;
    }
    return text;
  }
}
