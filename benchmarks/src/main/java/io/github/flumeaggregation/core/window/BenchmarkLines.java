package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Parsed lines of many groups, in random order: {@code name}, 16 bytes long, and {@code size}. */
final class BenchmarkLines {
  private static final int SIZES = 1_024;

  private final byte[][] names;
  private final byte[][] sizes = new byte[SIZES][];
  private final Random random = new Random(1);
  private final Record record = new Record(2);

  BenchmarkLines(int groups) {
    names = new byte[groups][];
    for (int i = 0; i < groups; i++) {
      names[i] = String.format("/customer/%06d", i).getBytes(StandardCharsets.US_ASCII);
    }
    for (int i = 0; i < SIZES; i++) {
      sizes[i] = Integer.toString(random.nextInt(100_000)).getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** The next line; the same object each time. */
  Record next(long timeMillis) {
    return set(names[random.nextInt(names.length)], timeMillis);
  }

  /** A line of the group {@code number}. */
  Record of(int number, long timeMillis) {
    return set(names[number], timeMillis);
  }

  private Record set(byte[] name, long timeMillis) {
    byte[] size = sizes[random.nextInt(SIZES)];
    record.clear();
    record.set(0, name, 0, name.length);
    record.set(1, size, 0, size.length);
    record.setTimeMillis(timeMillis);
    return record;
  }

  /** An aggregation of such lines, by name. */
  static Aggregation aggregation(String compute) {
    Map<String, String> values = new HashMap<>();
    values.put("groupBy", "name");
    values.put("compute", compute);
    values.put("maxGroups", "1000000");
    Settings settings = Settings.of("benchmark", values);
    Aggregation aggregation = Aggregation.read("benchmark", settings, new NameAndSize());
    settings.finish();
    return aggregation;
  }

  private static final class NameAndSize implements Fields {
    @Override
    public int index(String name) {
      switch (name) {
        case "name":
          return 0;
        case "size":
          return 1;
        default:
          throw new UnknownFieldException(
              name, Collections.unmodifiableList(Arrays.asList("name", "size")));
      }
    }

    @Override
    public Type type(int index) {
      return index == 0 ? Type.TEXT : Type.NUMBER;
    }
  }
}
