package io.github.flumeaggregation.tool.check;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.flumeaggregation.tool.conf.Part;
import io.github.flumeaggregation.window.WindowReplay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a sink makes of the lines of a test. */
final class Results {
  /** Keys that a test may leave out: they say where a row comes from, and not what it is. */
  private static final List<String> ORIGIN = Arrays.asList("type", "id", "aggregation");

  private final Gson gson = new Gson();
  private final List<JsonObject> rows = new ArrayList<>();
  private final List<JsonObject> alerts = new ArrayList<>();
  private JsonObject books = new JsonObject();

  /** Gives the lines of a folder to its sink. */
  Results(TestFolder folder) {
    WindowReplay engine =
        new WindowReplay(folder.sink().name(), settings(folder.sink()), folder.nowMillis(), 1);
    for (byte[] batch : folder.batches()) {
      engine.addBatch(batch);
      take(engine);
    }
    engine.finish();
    take(engine);
  }

  /** With a name of the host that is the same everywhere, and alerts however old lines are. */
  private static Map<String, String> settings(Part sink) {
    Map<String, String> settings = new TreeMap<>(sink.settings());
    settings.putIfAbsent("node", "node");
    for (String alert : sink.get("alerts", "").split("\\s+")) {
      if (!alert.isEmpty()) {
        settings.put("alerts." + alert + ".maxAge", "off");
      }
    }
    return settings;
  }

  private void take(WindowReplay engine) {
    for (WindowReplay.Row row : engine.takeRows()) {
      if (row.isAlert()) {
        alerts.add(gson.fromJson(row.json(), JsonArray.class).get(0).getAsJsonObject());
      } else {
        JsonObject object = gson.fromJson(row.json(), JsonObject.class);
        if (row.isRow()) {
          rows.add(object);
        } else if (object.get("scope").getAsString().equals("sink")) {
          books = object.getAsJsonObject("lines");
        }
      }
    }
  }

  /**
   * The rows in the order in which they come, with as much of their origin as is asked for.
   *
   * @param expected rows that show what is asked for
   */
  List<JsonObject> rowsLike(List<JsonObject> expected) {
    Set<String> dropped = new LinkedHashSet<>(ORIGIN);
    expected.forEach(row -> row.entrySet().forEach(entry -> dropped.remove(entry.getKey())));
    return without(dropped);
  }

  /** The rows as a test has them at first: of which aggregation they are if there are several. */
  List<JsonObject> rowsToRecord() {
    Set<String> aggregations = new LinkedHashSet<>();
    rows.forEach(row -> aggregations.add(row.get("aggregation").getAsString()));
    return without(new LinkedHashSet<>(ORIGIN.subList(0, aggregations.size() > 1 ? 2 : 3)));
  }

  private List<JsonObject> without(Set<String> dropped) {
    List<JsonObject> stripped = new ArrayList<>();
    for (JsonObject row : rows) {
      JsonObject copy = gson.fromJson(row.toString(), JsonObject.class);
      dropped.forEach(copy::remove);
      stripped.add(copy);
    }
    return stripped;
  }

  /** The notifications, in the order in which they come. */
  List<JsonObject> alerts() {
    return alerts;
  }

  /** How many lines became nothing, for this reason: {@code unparsed} or {@code future}. */
  long lines(String reason) {
    return books.has(reason) ? books.get(reason).getAsLong() : 0;
  }
}
