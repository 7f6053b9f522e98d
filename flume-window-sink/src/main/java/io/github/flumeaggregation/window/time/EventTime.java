package io.github.flumeaggregation.window.time;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import java.util.Map;

/** Where a line's event time comes from. */
public enum EventTime {
  /** The time that the format found in the line. */
  RECORD {
    @Override
    public boolean set(Record record, Map<String, String> headers) {
      return record.hasTime();
    }
  },

  /** The {@code timestamp} header of the event, in epoch milliseconds. */
  HEADER {
    @Override
    public boolean set(Record record, Map<String, String> headers) {
      @Nullable String timestamp = headers.get("timestamp");
      try {
        record.setTimeMillis(Long.parseLong(timestamp == null ? "" : timestamp));
        return record.hasTime();
      } catch (NumberFormatException e) {
        return false;
      }
    }
  };

  /** Gives the record its time; false if there is none. */
  public abstract boolean set(Record record, Map<String, String> headers);
}
