package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.UnknownFieldException;

/** The field that says when something happened. */
final class EventTimeField {
  private final int field;
  private final TimeText time;

  private EventTimeField(int field, TimeText time) {
    this.field = field;
    this.time = time;
  }

  /**
   * Reads {@code timeField}, {@code timePattern} (or else {@code defaultPattern} is meant) and
   * {@code timeZone}; null without the first.
   */
  static @Nullable EventTimeField read(Settings settings, Fields fields, String defaultPattern) {
    if (!settings.has("timeField")) {
      return null;
    }
    TimeText time = TimeSettings.read(settings, defaultPattern);
    String name = settings.required("timeField", "the field that holds the time");
    try {
      return name.isEmpty() ? null : new EventTimeField(fields.index(name), time);
    } catch (UnknownFieldException e) {
      settings.fault("timeField", String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Sets the record's time; false if the field is missing or holds none. */
  boolean setTime(Record record) {
    Slice text = record.text(field);
    if (text == null || !time.parse(text.array(), text.from(), text.to())) {
      return false;
    }
    record.setTimeMillis(time.millis());
    return true;
  }
}
