package io.github.flumeaggregation.window;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.flumeaggregation.core.position.PositionHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a progress event of the tail source says: which of its files it has read to their ends, and
 * which not. Whatever is malformed says nothing.
 */
final class Progress {
  /** One file of it. */
  static final class File {
    private final String partition;
    private final boolean behind;

    private File(String partition, boolean behind) {
      this.partition = partition;
      this.behind = behind;
    }

    /** The {@code tail.file} header of its events. */
    String partition() {
      return partition;
    }

    /** Whether there is more in it than has been sent. */
    boolean isBehind() {
      return behind;
    }
  }

  private final long readAtMillis;
  private final List<File> files;

  /**
   * Reads an event.
   *
   * @param wallMillis the present time, in case the event does not say when it was made
   */
  Progress(Map<String, String> headers, byte[] body, long wallMillis) {
    readAtMillis = readAtMillis(headers.getOrDefault(PositionHeaders.READ_AT, ""), wallMillis);
    files = files(new String(body, StandardCharsets.UTF_8));
  }

  private static long readAtMillis(String text, long wallMillis) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return wallMillis;
    }
  }

  private static List<File> files(String json) {
    List<File> files = new ArrayList<>();
    try {
      JsonObject report = JsonParser.parseString(json).getAsJsonObject();
      for (JsonElement element : report.getAsJsonArray("files")) {
        JsonObject file = element.getAsJsonObject();
        boolean behind = file.get("state").getAsString().equals("behind");
        files.add(new File(file.get("file").getAsString(), behind));
      }
    } catch (RuntimeException e) {
      files.clear(); // gson throws many kinds; nobody but the source writes these
    }
    return files;
  }

  /** When it was made, by the clock of the source's host. */
  long readAtMillis() {
    return readAtMillis;
  }

  List<File> files() {
    return files;
  }

  /** Whether there is more to come of any file. */
  boolean isBehind() {
    return files.stream().anyMatch(File::isBehind);
  }
}
