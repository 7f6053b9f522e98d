package io.github.flumeaggregation.window.time;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.flumeaggregation.core.position.Position;
import io.github.flumeaggregation.core.position.PositionHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a progress event of the tail source says: which of its files it has read to their ends, and
 * which not. Whatever is malformed says nothing.
 */
public final class Progress {
  private static final Gson GSON = new Gson();

  /** One file of it. */
  public static final class File {
    private final String partition;
    private final String path;
    private final long offset;
    private final long bytesBehind;

    private File(String partition, JsonObject file) {
      this.partition = partition;
      path = file.get("path").getAsString();
      offset = file.get("offset").getAsLong();
      long bytes = file.get("size").getAsLong() - offset;
      bytesBehind = file.get("state").getAsString().equals("behind") ? Math.max(1, bytes) : 0;
    }

    /** The partition of its events. */
    public String partition() {
      return partition;
    }

    /** Where it lies on the source's host. */
    public String path() {
      return path;
    }

    /** How far it has been delivered to a channel. */
    long offset() {
      return offset;
    }

    /** How much more is in it than has been sent; 0 if it is read to its end. */
    public long bytesBehind() {
      return bytesBehind;
    }

    /** Whether there is more in it than has been sent. */
    boolean isBehind() {
      return bytesBehind > 0;
    }
  }

  private final long readAtMillis;
  private final List<File> files = new ArrayList<>();
  private long intervalMillis;
  private String node = "";

  /**
   * Reads an event.
   *
   * @param wallMillis the present time, in case the event does not say when it was made
   */
  public Progress(Map<String, String> headers, byte[] body, long wallMillis) {
    readAtMillis = readAtMillis(headers.getOrDefault(PositionHeaders.READ_AT, ""), wallMillis);
    try {
      String report = new String(body, StandardCharsets.UTF_8);
      read(GSON.fromJson(report, JsonElement.class).getAsJsonObject());
    } catch (RuntimeException e) {
      files.clear(); // gson throws many kinds; nobody but the source writes these
    }
  }

  private static long readAtMillis(String text, long wallMillis) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return wallMillis;
    }
  }

  private void read(JsonObject report) {
    for (JsonElement element : report.getAsJsonArray("files")) {
      JsonObject file = element.getAsJsonObject();
      String partition = Position.partitionOfFile(file.get("file").getAsString());
      if (partition != null) {
        files.add(new File(partition, file));
      }
    }
    intervalMillis = report.get("intervalMillis").getAsLong();
    node = report.get("node").getAsString();
  }

  /** At most so long after it comes the next one. */
  public long intervalMillis() {
    return intervalMillis;
  }

  /** The source's host; empty if the event is malformed. */
  public String node() {
    return node;
  }

  /** When it was made, by the clock of the source's host. */
  public long readAtMillis() {
    return readAtMillis;
  }

  public List<File> files() {
    return files;
  }

  /** Whether there is more to come of any file. */
  public boolean isBehind() {
    return files.stream().anyMatch(File::isBehind);
  }
}
