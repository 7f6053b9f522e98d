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

/** Puts a parsed field into a header of the field's name; nothing if the line lacks the field. */
final class FieldStamp {
  private final String field;
  private final int index;

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
    @Nullable Slice text = record.text(index);
    if (text != null) {
      headers.put(field, text.toString());
    }
  }
}
