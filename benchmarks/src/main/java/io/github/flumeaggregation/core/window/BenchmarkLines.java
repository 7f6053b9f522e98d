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

/**
 * Parsed lines of many groups, in random order: {@code name}, 16 bytes long, and {@code size}.
 * Their texts lie one after the other in memory, as those of the lines of a block do.
 */
final class BenchmarkLines {
  private static final int NAME_LENGTH = 16;
  private static final int SIZE_LENGTH = 5;
  private static final int LINE_LENGTH = NAME_LENGTH + SIZE_LENGTH;

  /** Prime, so that slices and batches do not begin with the same lines each time. */
  private static final int LINES = 2_000_003;

  private final byte[] texts = new byte[LINES * LINE_LENGTH];
  private final Record[] records = new Record[GroupTable.TOGETHER];
  private final GroupKey[] keys = new GroupKey[GroupTable.TOGETHER];
  private final int[] rows = new int[GroupTable.TOGETHER];
  private final Random random = new Random(1);
  private int next;

  BenchmarkLines(int groups) {
    for (int i = 0; i < LINES; i++) {
      int at = i * LINE_LENGTH;
      put("/customer/", at);
      put(String.format("%06d", random.nextInt(groups)), at + NAME_LENGTH - 6);
      put(Integer.toString(10_000 + random.nextInt(90_000)), at + NAME_LENGTH);
    }
    Arrays.setAll(records, i -> new Record(2));
    Arrays.setAll(keys, i -> new GroupKey(0));
  }

  private void put(String text, int at) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, texts, at, bytes.length);
  }

  /** The next line; the same object each time. */
  Record next(long timeMillis) {
    return next(records[0], timeMillis);
  }

  /** Adds the next {@link GroupTable#TOGETHER} lines to their groups, as the window sink does. */
  void addTo(GroupTable table, long timeMillis) {
    for (int i = 0; i < records.length; i++) {
      keys[i].read(next(records[i], timeMillis));
    }
    table.addUnlimited(keys, records, records.length, rows);
  }

  private Record next(Record record, long timeMillis) {
    int at = next * LINE_LENGTH;
    next = next + 1 == LINES ? 0 : next + 1;
    return set(record, texts, at, timeMillis);
  }

  /** A line of the group {@code number}. */
  Record of(int number) {
    byte[] text =
        String.format("/customer/%06d%05d", number, random.nextInt(90_000) + 10_000)
            .getBytes(StandardCharsets.US_ASCII);
    return set(records[0], text, 0, 0);
  }

  private static Record set(Record record, byte[] bytes, int at, long timeMillis) {
    record.clear();
    record.set(0, bytes, at, at + NAME_LENGTH);
    record.set(1, bytes, at + NAME_LENGTH, at + LINE_LENGTH);
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
