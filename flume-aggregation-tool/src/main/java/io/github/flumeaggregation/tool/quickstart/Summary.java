package io.github.flumeaggregation.tool.quickstart;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.flumeaggregation.core.Nullable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the rows say, in the few numbers of the report. */
final class Summary {
  private static final int BUSIEST = 5;
  private static final String OTHER = "(other)";

  /** One of the busiest groups. */
  static final class Group {
    final String name;
    final long requests;
    final @Nullable BigDecimal bytes;

    Group(String name, long requests, @Nullable BigDecimal bytes) {
      this.name = name;
      this.requests = requests;
      this.bytes = bytes;
    }
  }

  /** Requests by minute, those without any left out. */
  final TreeMap<Instant, Long> minutes = new TreeMap<>();

  final List<Group> busiest;
  final @Nullable BigDecimal bytes;
  final @Nullable Long errors;
  final @Nullable BigDecimal p50;
  final @Nullable BigDecimal p99;

  Summary(Rows rows, LogFormat format) {
    BigDecimal allBytes = BigDecimal.ZERO;
    long allErrors = 0;
    for (JsonObject row : rows.of("perMinute")) {
      long count = orZero(number(row, "count")).longValueExact();
      minutes.merge(Instant.parse(Rows.start(row)), count, Long::sum);
      allBytes = format.bytes == null ? allBytes : allBytes.add(orZero(number(row, "bytes")));
      allErrors += isError(row, format) ? count : 0;
    }
    bytes = format.bytes == null ? null : allBytes;
    errors = format.status == null ? null : Long.valueOf(allErrors);
    busiest = busiest(newest(rows.of("busiest")));
    List<JsonObject> duration = newest(rows.of("duration"));
    p50 = duration.isEmpty() ? null : number(duration.get(0), "p50");
    p99 = duration.isEmpty() ? null : number(duration.get(0), "p99");
  }

  private static boolean isError(JsonObject row, LogFormat format) {
    JsonElement status =
        format.status == null ? null : row.getAsJsonObject("group").get(format.status);
    return status != null && status.getAsString().matches("5[0-9][0-9]");
  }

  /** Of running totals, those of the last window. */
  private static List<JsonObject> newest(List<JsonObject> totals) {
    String end = totals.stream().map(Rows::end).max(Comparator.naturalOrder()).orElse("");
    List<JsonObject> newest = new ArrayList<>(totals);
    newest.removeIf(row -> !Rows.end(row).equals(end));
    return newest;
  }

  private static List<Group> busiest(List<JsonObject> rows) {
    List<Group> groups = new ArrayList<>();
    for (JsonObject row : rows) {
      String name = name(row);
      if (!name.equals(OTHER)) {
        groups.add(
            new Group(name, orZero(number(row, "count")).longValueExact(), number(row, "bytes")));
      }
    }
    groups.sort(
        Comparator.comparingLong((Group group) -> -group.requests).thenComparing(g -> g.name));
    return Collections.unmodifiableList(groups.subList(0, Math.min(BUSIEST, groups.size())));
  }

  private static String name(JsonObject row) {
    List<String> values = new ArrayList<>();
    for (Map.Entry<String, JsonElement> field : row.getAsJsonObject("group").entrySet()) {
      values.add(field.getValue().getAsString());
    }
    boolean isOther = values.stream().allMatch(OTHER::equals);
    return isOther ? OTHER : String.join(" ", values);
  }

  private static @Nullable BigDecimal number(JsonObject row, String column) {
    JsonElement value = row.getAsJsonObject("values").get(column);
    return value == null || value.isJsonNull() ? null : value.getAsBigDecimal();
  }

  private static BigDecimal orZero(@Nullable BigDecimal number) {
    return number == null ? BigDecimal.ZERO : number;
  }

  long requests() {
    return minutes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** From the first minute to the end of the last; 0 if no window is closed. */
  long spanMinutes() {
    return minutes.isEmpty()
        ? 0
        : Duration.between(minutes.firstKey(), minutes.lastKey()).toMinutes() + 1;
  }

  /**
   * Requests in at most {@code most} stretches of equal length, which cover the whole span.
   *
   * @return their numbers, in order
   */
  long[] stretches(int most) {
    long all = spanMinutes();
    long each = minutesEach(most);
    long[] stretches = new long[(int) ((all + each - 1) / each)];
    minutes.forEach(
        (minute, count) -> {
          long at = Duration.between(minutes.firstKey(), minute).toMinutes() / each;
          stretches[(int) at] += count;
        });
    return stretches;
  }

  /** The length of a stretch, in minutes. */
  long minutesEach(int most) {
    return Math.max(1, (spanMinutes() + most - 1) / most);
  }
}
