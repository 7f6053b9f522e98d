package io.github.flumeaggregation.tool.rows;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/**
 * One text for all ways to write the same JSON: without blanks, keys in order. Numbers are compared
 * digit by digit, which those who compute in doubles do not.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  /** The text. */
  public static String of(JsonElement element) {
    return sorted(element).toString();
  }

  private static JsonElement sorted(JsonElement element) {
    if (element.isJsonArray()) {
      JsonArray array = new JsonArray();
      element.getAsJsonArray().forEach(each -> array.add(sorted(each)));
      return array;
    }
    if (!element.isJsonObject()) {
      return element;
    }
    Map<String, JsonElement> fields = new TreeMap<>();
    element.getAsJsonObject().entrySet().forEach(f -> fields.put(f.getKey(), f.getValue()));
    JsonObject object = new JsonObject();
    fields.forEach((key, value) -> object.add(key, sorted(value)));
    return object;
  }
}
