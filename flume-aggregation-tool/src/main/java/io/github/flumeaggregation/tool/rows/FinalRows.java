package io.github.flumeaggregation.tool.rows;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.window.WindowReplay;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Of each row and books the highest revision, in the order in which they came first. */
public final class FinalRows {
  private final Gson gson = new Gson();
  private final Map<String, WindowReplay.Row> byKey = new LinkedHashMap<>();

  private final Predicate<String> keys;

  /** None yet; takes those alone whose keys are such. */
  public FinalRows(Predicate<String> keys) {
    this.keys = keys;
  }

  /** None yet. */
  public FinalRows() {
    this(key -> true);
  }

  /** Takes a row; its revisions come in order. */
  public void add(WindowReplay.Row row) {
    @Nullable RowId id = RowId.of(row.headers().getOrDefault("id", ""));
    if (id != null && keys.test(id.key())) {
      byKey.put(id.key(), row);
    }
  }

  /** The rows and books by the keys of their ids. */
  public Map<String, WindowReplay.Row> byKey() {
    return Collections.unmodifiableMap(byKey);
  }

  /** The rows and books, as the sink writes them. */
  public List<String> json() {
    List<String> json = new ArrayList<>();
    byKey.values().forEach(row -> json.add(row.json()));
    return json;
  }

  /** The rows alone, without those that were taken back. */
  public List<JsonObject> rows() {
    List<JsonObject> rows = new ArrayList<>();
    for (WindowReplay.Row row : byKey.values()) {
      if (row.isRow()) {
        JsonObject object = gson.fromJson(row.json(), JsonObject.class);
        if (!object.get("retracted").getAsBoolean()) {
          rows.add(object);
        }
      }
    }
    return rows;
  }
}
