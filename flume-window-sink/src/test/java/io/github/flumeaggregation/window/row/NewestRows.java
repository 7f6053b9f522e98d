package io.github.flumeaggregation.window.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a consumer holds that keeps the highest revision of each row, and of each window's books.
 */
public final class NewestRows {
  private final List<OutboxRow> all = new ArrayList<>();
  private final Map<String, String> textById = new HashMap<>();
  private final Map<String, Integer> revisions = new HashMap<>();
  private final Map<String, String> bodies = new HashMap<>();

  /** Takes rows, which must be the same as any before with their id. */
  public void add(List<OutboxRow> rows) {
    rows.forEach(this::add);
  }

  private void add(OutboxRow row) {
    all.add(row);
    String id = row.headers().get("id");
    assertThat(textById.merge(id, Events.text(row), (before, now) -> before))
        .as("a row that is delivered again is the same")
        .isEqualTo(Events.text(row));
    String name = id.substring(0, id.lastIndexOf('/'));
    int revision = Integer.parseInt(row.headers().get("revision"));
    if (!name.equals("web1/w/books") && revision >= revisions.getOrDefault(name, 0)) {
      revisions.put(name, revision);
      bodies.put(name, withoutRevision(row));
    }
  }

  private static String withoutRevision(OutboxRow row) {
    JsonObject body = JsonParser.parseString(Events.text(row)).getAsJsonObject();
    body.remove("id");
    body.remove("revision");
    return body.toString();
  }

  /** Every row, in order. */
  public List<OutboxRow> all() {
    return all;
  }

  /** The newest of each, without id and number of the revision, by what its ids begin with. */
  public Map<String, String> bodies() {
    return bodies;
  }
}
