package io.github.flumeaggregation.tool.log;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.flumeaggregation.core.Nullable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** One line of the answer for one line of a log. */
public interface FieldsText {
  /** For people. */
  FieldsText PLAIN = new Plain();

  /** For programs: a JSON object. */
  FieldsText JSON = new Json();

  /** Names and values, blanks between them; a value with blanks or the like as a JSON string. */
  static String fields(Map<String, String> fields) {
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, value) -> {
          boolean isBare = value.matches("[^\\s\"\\p{Cntrl}]+");
          text.append(text.length() == 0 ? "" : " ").append(name).append('=');
          text.append(isBare ? value : new JsonPrimitive(value).toString());
        });
    return text.toString();
  }

  /** Of a line that parses. */
  String parsed(Path log, long line, @Nullable Long timeMillis, Map<String, String> fields);

  /** Of one that does not. */
  String unparsed(Path log, long line, String why);

  /** {@code access.log:7: 2026-05-17T10:05:43Z client=203.0.113.9 agent="curl 8"}. */
  final class Plain implements FieldsText {
    @Override
    public String parsed(
        Path log, long line, @Nullable Long timeMillis, Map<String, String> fields) {
      String time = timeMillis == null ? "(no time)" : Instant.ofEpochMilli(timeMillis).toString();
      return log + ":" + line + ": " + time + ' ' + FieldsText.fields(fields);
    }

    @Override
    public String unparsed(Path log, long line, String why) {
      return log + ":" + line + ": unparsed: " + why;
    }
  }

  /** {@code {"file":..,"line":7,"time":"..","fields":{..}}}. */
  final class Json implements FieldsText {
    private final Gson gson = new GsonBuilder().disableHtmlEscaping().create();

    private static JsonObject start(Path log, long line) {
      JsonObject object = new JsonObject();
      object.addProperty("file", log.toString());
      object.addProperty("line", line);
      return object;
    }

    @Override
    public String parsed(
        Path log, long line, @Nullable Long timeMillis, Map<String, String> fields) {
      JsonObject object = start(log, line);
      if (timeMillis != null) {
        object.addProperty("time", Instant.ofEpochMilli(timeMillis).toString());
      }
      JsonObject values = new JsonObject();
      fields.forEach(values::addProperty);
      object.add("fields", values);
      return gson.toJson(object);
    }

    @Override
    public String unparsed(Path log, long line, String why) {
      JsonObject object = start(log, line);
      object.addProperty("unparsed", why);
      return gson.toJson(object);
    }
  }
}
