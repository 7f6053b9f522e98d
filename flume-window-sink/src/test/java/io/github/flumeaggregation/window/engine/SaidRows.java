package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.WALL;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a consumer holds in the end, in the words of {@link WindowModel}. */
public final class SaidRows {
  /** Rows and books by window and group, newest revision. */
  private final Map<String, Map<String, String>> said = new TreeMap<>();

  /** Takes rows in the order in which they were made. */
  public void add(List<OutboxRow> results) {
    results.forEach(this::add);
  }

  private void add(OutboxRow result) {
    if (!result.headers().containsKey("window.end")
        || result.headers().get("type").equals("alert")) {
      return;
    }
    JsonObject row = Events.json(result);
    JsonObject times = row.getAsJsonObject("window");
    String window = times.get("start").getAsString() + "/" + times.get("end").getAsString();
    Map<String, String> rows = said.computeIfAbsent(window, w -> new TreeMap<>());
    if (row.has("lines")) {
      rows.put("books", books(row.getAsJsonObject("lines")));
    } else if (row.has("retracted") && row.get("retracted").getAsBoolean()) {
      rows.remove(group(result));
    } else {
      rows.put(group(result), values(row.getAsJsonObject("values")));
    }
  }

  /** For each window, by its start and end, its rows and books in one text. */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    said.values().removeIf(Map::isEmpty); // a session that became part of another
    said.forEach((window, rows) -> texts.put(window, text(rows)));
    return texts;
  }

  /**
   * The groups in the order in which they stay where there is room for few. It depends on their
   * names alone, so it can be asked for.
   */
  public static List<String> groupsByHash() {
    List<String> order = new ArrayList<>();
    for (int maxGroups = 1; maxGroups <= 5; maxGroups++) {
      Map<String, String> settings =
          Events.settings("aggregations.traffic.maxGroups", "" + maxGroups);
      WindowEngine engine = new WindowEngine(Job.of("w", settings));
      for (int status = 200; status < 205; status++) {
        engine.add(Map.of(), bytes(line(0, status, 1)), WALL);
      }
      engine.channelIdle(WALL * 2, Integer.MAX_VALUE);
      engine.takeResults().stream()
          .filter(row -> row.headers().getOrDefault("key", "").startsWith("status="))
          .map(SaidRows::group)
          .filter(group -> !group.equals("(other)") && !order.contains(group))
          .forEach(order::add);
      assertThat(order).hasSize(maxGroups);
    }
    return order;
  }

  /** From the key: {@code status=200}, or another one for the other groups. */
  private static String group(OutboxRow row) {
    String key = row.headers().get("key");
    return key.matches("-|status=[0-9]+") ? key.replace("status=", "") : "(other)";
  }

  private static String books(JsonObject lines) {
    return WindowModel.books(
        lines.get("in").getAsLong(),
        lines.get("aggregated").getAsLong(),
        lines.get("filtered").getAsLong(),
        lines.get("late").getAsLong(),
        lines.get("other").getAsLong());
  }

  private static String values(JsonObject values) {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<String, JsonElement> value : values.entrySet()) {
      texts.add(value.getValue().isJsonNull() ? "null" : value.getValue().getAsString());
    }
    return String.join(" ", texts);
  }

  private static String text(Map<String, String> rows) {
    Map<String, String> values = new TreeMap<>(rows);
    String books = values.remove("books");
    return values + books;
  }
}
