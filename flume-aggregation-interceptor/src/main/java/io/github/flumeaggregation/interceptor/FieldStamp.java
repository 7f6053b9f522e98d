package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.expression.ExpressionException;
import io.github.flumeaggregation.core.expression.FieldList;
import io.github.flumeaggregation.core.expression.NamedField;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Puts a parsed field into a header of the field's name; if the line lacks it, there is none.
 *
 * <p>Lines that follow each other often have the same value. They then share one text, which saves
 * making it and, in a channel, keeping it.
 */
final class FieldStamp {
  private static final int MAX_SHARED_BYTES = 128;

  /** What no list of names has: a call, a text, a name in backquotes, {@code as}. */
  private static final Pattern EXPRESSION = Pattern.compile("[(\"`]|\\sas\\s");

  private final StampedHeader header;
  private final int index;

  private final byte[] lastBytes = new byte[MAX_SHARED_BYTES];
  private final Slice lastValue = new Slice();
  private String lastText = "";

  private FieldStamp(StampedHeader header, int index) {
    this.header = header;
    this.index = index;
  }

  /**
   * Reads {@code fields}: names with blanks or commas between them, or a list as in {@code groupBy}
   * if an expression is in it.
   */
  static List<FieldStamp> read(Settings settings, Fields fields) {
    return EXPRESSION.matcher(settings.text("fields", "")).find()
        ? ofExpressions(settings, fields)
        : ofNames(settings, fields);
  }

  private static List<FieldStamp> ofExpressions(Settings settings, Fields fields) {
    List<FieldStamp> stamps = new ArrayList<>();
    try {
      for (NamedField field : FieldList.parse(settings.text("fields", ""), fields)) {
        StampedHeader header = StampedHeader.read(field.name(), settings, "fields");
        stamps.add(new FieldStamp(header, field.index()));
      }
    } catch (ExpressionException e) {
      settings.fault("fields", String.valueOf(e.getMessage()));
    }
    return stamps;
  }

  private static List<FieldStamp> ofNames(Settings settings, Fields fields) {
    List<FieldStamp> stamps = new ArrayList<>();
    List<String> names = ListText.items(settings.text("fields", ""));
    for (String name : settings.distinct("fields", names)) {
      try {
        int index = fields.index(name);
        stamps.add(new FieldStamp(StampedHeader.read(name, settings, "fields"), index));
      } catch (UnknownFieldException e) {
        settings.fault("fields", String.valueOf(e.getMessage()));
      }
    }
    return stamps;
  }

  StampedHeader header() {
    return header;
  }

  void stamp(Record record, Map<String, String> headers) {
    @Nullable Slice value = record.text(index);
    if (value == null) {
      remove(headers);
    } else {
      header.put(headers, value.sameBytes(lastValue) ? lastText : newText(value));
    }
  }

  /** For a line without fields. */
  void remove(Map<String, String> headers) {
    header.remove(headers);
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
