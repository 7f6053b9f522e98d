package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lines of two fields, {@code name} and {@code size}, for tests of windows. */
final class TestLines {
  static final Fields FIELDS =
      new Fields() {
        private final List<String> names = List.of("name", "size");

        @Override
        public int index(String name) {
          int index = names.indexOf(name);
          if (index < 0) {
            throw new UnknownFieldException(name, names);
          }
          return index;
        }

        @Override
        public Type type(int index) {
          return index == 0 ? Type.TEXT : Type.NUMBER;
        }
      };

  private TestLines() {}

  static Record line(long timeMillis, String name, String size) {
    Record record = new Record(2);
    set(record, 0, name);
    set(record, 1, size);
    record.setTimeMillis(timeMillis);
    return record;
  }

  private static void set(Record record, int field, String text) {
    if (text != null) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      record.set(field, bytes, 0, bytes.length);
    }
  }

  static Aggregation aggregation(String... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    Settings settings = Settings.of("test", values);
    Aggregation aggregation = Aggregation.read("traffic", settings, FIELDS);
    settings.finish();
    return aggregation;
  }

  /** The rows that a reading of {@code live} gives. */
  static List<ResultRow> rows(LiveAggregation live, long runMillis, long nowMillis) {
    LiveReading reading = read(live, runMillis, nowMillis);
    return reading.rows();
  }

  /** A reading of {@code live} of which all is taken. */
  static LiveReading read(LiveAggregation live, long runMillis, long nowMillis) {
    LiveReading reading = live.read(runMillis, nowMillis);
    boolean more;
    do {
      more = reading.take();
      reading.digest();
    } while (more);
    return reading;
  }
}
