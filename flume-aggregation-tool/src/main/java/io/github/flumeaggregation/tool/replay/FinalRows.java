package io.github.flumeaggregation.tool.replay;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.flumeaggregation.window.WindowReplay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Of each row and books the highest revision, in the order in which they came first. */
final class FinalRows {
  private final Gson gson = new Gson();
  private final Map<String, String> byId = new LinkedHashMap<>();

  /** Takes a row; its revisions come in order. */
  void add(WindowReplay.Row row) {
    String id = row.headers().getOrDefault("id", "");
    byId.put(id.substring(0, id.lastIndexOf('/') + 1), row.json());
  }

  /** The rows and books, as the sink writes them. */
  List<String> json() {
    return new ArrayList<>(byId.values());
  }

  /** The rows alone, without those that were taken back. */
  List<JsonObject> rows() {
    List<JsonObject> rows = new ArrayList<>();
    for (String json : byId.values()) {
      JsonObject row = gson.fromJson(json, JsonObject.class);
      if (row.get("type").getAsString().equals("row") && !row.get("retracted").getAsBoolean()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
