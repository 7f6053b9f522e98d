package io.github.flumeaggregation.tool.quickstart;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonSyntaxException;
import io.github.flumeaggregation.core.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Logs of one JSON object to a line. Which of their keys hold time, status and so on is told by the
 * names that are common, in the order of this class' lists.
 */
final class JsonFormats {
  private static final List<String> TIME =
      Arrays.asList(
          "time",
          "timestamp",
          "@timestamp",
          "ts",
          "at",
          "date",
          "datetime",
          "time_iso8601",
          "time_local",
          "msec");
  private static final List<String> STATUS =
      Arrays.asList("status", "status_code", "statusCode", "code", "response");
  private static final List<String> BYTES =
      Arrays.asList("bytes", "body_bytes_sent", "bytes_sent", "size", "response_size", "length");
  private static final List<String> PATH =
      Arrays.asList("path", "uri", "request_uri", "url", "request");
  private static final List<String> DURATION =
      Arrays.asList(
          "duration", "request_time", "latency", "response_time", "elapsed", "took", "ms");
  private static final String[] TIME_PATTERNS = {
    "iso", "clf", "epochSeconds", "epochMillis", "epochMicros", "epochNanos"
  };

  private JsonFormats() {}

  /** One variant for each way to read one of the keys as the time. */
  static List<LogFormat> of(List<byte[]> sample) {
    Set<String> keys = new LinkedHashSet<>();
    for (byte[] line : sample) {
      addKeys(keys, "", object(line));
    }
    List<LogFormat> variants = new ArrayList<>();
    for (String time : TIME) {
      String key = find(keys, Arrays.asList(time));
      for (int i = 0; key != null && i < TIME_PATTERNS.length; i++) {
        variants.add(variant(keys, key, TIME_PATTERNS[i]));
      }
    }
    return variants;
  }

  private static LogFormat variant(Set<String> keys, String time, String timePattern) {
    return new LogFormat(
        "json",
        LogFormat.settings(
            "format", "json", "format.timeField", time, "format.timePattern", timePattern),
        find(keys, STATUS),
        find(keys, BYTES),
        find(keys, PATH),
        find(keys, DURATION));
  }

  /** The first key that is one of the names, or has one as its last step. */
  private static @Nullable String find(Set<String> keys, List<String> names) {
    for (String name : names) {
      for (String key : keys) {
        if (key.equals(name) || key.endsWith("." + name)) {
          return key;
        }
      }
    }
    return null;
  }

  private static void addKeys(Set<String> keys, String prefix, @Nullable JsonObject object) {
    if (object == null) {
      return;
    }
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      if (entry.getValue().isJsonObject()) {
        addKeys(keys, prefix + entry.getKey() + ".", entry.getValue().getAsJsonObject());
      } else {
        keys.add(prefix + entry.getKey());
      }
    }
  }

  private static @Nullable JsonObject object(byte[] line) {
    try {
      return new Gson().fromJson(new String(line, StandardCharsets.UTF_8), JsonObject.class);
    } catch (JsonSyntaxException e) {
      return null;
    }
  }
}
