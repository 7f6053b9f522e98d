package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The field that says when something happened, or the fields that do so one after the other. */
final class EventTimeField {
  private final List<String> names;
  private final int[] fields;
  private final TimeText time;

  /** The texts of several fields with blanks between them. */
  private byte[] joined = {};

  private EventTimeField(List<String> names, int[] fields, TimeText time) {
    this.names = names;
    this.fields = fields;
    this.time = time;
  }

  /**
   * Reads {@code timeField}, {@code timePattern} (or else {@code defaultPattern} is meant) and
   * {@code timeZone}; null without the first.
   */
  static @Nullable EventTimeField read(FormatScope scope, Fields fields, String defaultPattern) {
    Settings settings = scope.settings;
    if (!settings.has("timeField")) {
      return null;
    }
    TimeText time = TimeSettings.read(scope, defaultPattern);
    if (settings.required("timeField", "the field that holds the time").isEmpty()) {
      return null;
    }
    return of(settings, settings.words("timeField"), fields, time);
  }

  /** Likewise, for fields that are known. */
  static @Nullable EventTimeField of(
      Settings settings, List<String> names, Fields fields, TimeText time) {
    int[] indexes = new int[names.size()];
    for (int i = 0; i < indexes.length; i++) {
      try {
        indexes[i] = fields.index(names.get(i));
      } catch (UnknownFieldException e) {
        settings.fault("timeField", String.valueOf(e.getMessage()));
        return null;
      }
    }
    return new EventTimeField(new ArrayList<>(names), indexes, time);
  }

  /** Sets the record's time; false if a field is missing or they hold none. */
  boolean setTime(Record record) {
    Slice text = record.text(fields[0]);
    boolean read =
        fields.length == 1
            ? text != null && time.parse(text.array(), text.from(), text.to())
            : parseJoined(record);
    if (read) {
      record.setTimeMillis(time.millis());
    }
    return read;
  }

  private boolean parseJoined(Record record) {
    int length = 0;
    for (int field : fields) {
      Slice text = record.text(field);
      if (text == null) {
        return false;
      }
      if (joined.length < length + text.length() + 1) {
        joined = Arrays.copyOf(joined, 2 * (length + text.length() + 1));
      }
      System.arraycopy(text.array(), text.from(), joined, length, text.length());
      length += text.length();
      joined[length++] = ' ';
    }
    return time.parse(joined, 0, length - 1);
  }

  /** Why {@link #setTime} did not find one; {@code present} are names that the line has. */
  Mismatch explain(Record record, byte[] bytes, int from, int to, Set<String> present) {
    for (int i = 0; i < fields.length; i++) {
      if (!record.has(fields[i])) {
        String suggestion = Suggestion.didYouMean(names.get(i), present);
        String expected = "the time field '" + names.get(i) + "'" + suggestion;
        return Mismatch.ofTime(expected, bytes, from, to, from);
      }
    }
    Slice text = record.text(fields[0]);
    String field = fields.length == 1 ? "the field '" : "the fields '";
    String expected = "a time in " + field + String.join("' and '", names) + "' " + time.form();
    boolean inLine = text != null && text.array() == bytes;
    return inLine || text == null
        ? Mismatch.ofTime(expected, bytes, from, to, text == null ? from : text.from())
        : Mismatch.ofTime(expected, text.array(), text.from(), text.to(), text.from());
  }
}
