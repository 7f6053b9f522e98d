package io.github.flumeaggregation.tool.replay;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of one aggregation, as lines of cells under their names. */
final class Table {
  private final List<List<String>> lines = new ArrayList<>();

  /** A table of rows of one aggregation. */
  Table(List<JsonObject> rows) {
    Set<String> groups = new LinkedHashSet<>();
    Set<String> values = new LinkedHashSet<>();
    for (JsonObject row : rows) {
      addKeys(row.getAsJsonObject("group"), groups);
      addKeys(row.getAsJsonObject("values"), values);
    }
    List<String> names = new ArrayList<>();
    names.add("start");
    names.add("end");
    names.addAll(groups);
    names.addAll(values);
    lines.add(names);
    for (JsonObject row : rows) {
      List<String> cells = new ArrayList<>();
      JsonObject window = row.getAsJsonObject("window");
      cells.add(window.get("start").getAsString());
      cells.add(window.get("end").getAsString());
      groups.forEach(name -> cells.add(group(row, name)));
      values.forEach(name -> cells.add(text(row.getAsJsonObject("values"), name)));
      lines.add(cells);
    }
  }

  private static void addKeys(JsonObject object, Set<String> keys) {
    if (object != null) {
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        keys.add(entry.getKey());
      }
    }
  }

  /** The row of all groups that have none of their own is told by something no line can contain. */
  private static String group(JsonObject row, String name) {
    return row.has("other") ? "(other)" : text(row.getAsJsonObject("group"), name);
  }

  private static String text(JsonObject object, String name) {
    JsonElement value = object == null ? null : object.get(name);
    return value == null || value.isJsonNull() ? "" : value.getAsString();
  }

  /** With blanks between aligned columns. */
  String aligned() {
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder padded = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        padded.append(line.get(i));
        for (int n = line.get(i).length(); n < widths[i] + 2; n++) {
          padded.append(' ');
        }
      }
      text.append(padded.toString().replaceAll(" +$", "")).append('\n');
    }
    return text.toString();
  }

  /** As RFC 4180 has it, but with line feeds. */
  String csv() {
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      for (int i = 0; i < line.size(); i++) {
        text.append(i == 0 ? "" : ",").append(quoted(line.get(i)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
