package io.github.flumeaggregation.window;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.flumeaggregation.core.Nullable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What tail sources say of themselves by their progress events, since the sink was started. It is
 * not kept across restarts: what a source said before is no evidence of what it does now.
 */
final class SourceWatch {
  private static final int MAX_NODES = 1_000;
  private static final int MAX_FILES = 100_000;

  /** A source is silent when so many of its reports are missing. */
  private static final int MISSING_REPORTS = 3;

  /** Time between reports while only one has come. */
  private static final long ASSUMED_INTERVAL_MILLIS = 60_000;

  /** Reports are at least this far apart; events that are nearer belong to one. */
  private static final long SHORTEST_INTERVAL_MILLIS = 50;

  private static final class Node {
    private long lastMillis;
    private long intervalMillis = ASSUMED_INTERVAL_MILLIS;
    private boolean reportedTwice;

    private Node(long nowMillis) {
      lastMillis = nowMillis;
    }

    void reported(long nowMillis) {
      long since = nowMillis - lastMillis;
      if (since >= SHORTEST_INTERVAL_MILLIS) {
        intervalMillis = reportedTwice ? Math.max(since, intervalMillis / 2) : since;
        reportedTwice = true;
      }
      lastMillis = nowMillis;
    }

    boolean isSilent(long nowMillis) {
      return nowMillis - lastMillis > MISSING_REPORTS * intervalMillis;
    }
  }

  private static final class FileReport {
    private final Node node;
    private final String path;
    private final long bytesBehind;
    private final long atMillis;

    private FileReport(Node node, JsonObject file, long nowMillis) {
      this.node = node;
      path = file.get("path").getAsString();
      boolean behind = file.get("state").getAsString().equals("behind");
      long bytes = file.get("size").getAsLong() - file.get("offset").getAsLong();
      bytesBehind = behind ? Math.max(1, bytes) : 0;
      atMillis = nowMillis;
    }

    /** Whether it is in the latest report of its node. */
    boolean isLatest() {
      return node.lastMillis - atMillis < node.intervalMillis / 2;
    }
  }

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, FileReport> files = new LinkedHashMap<>();

  /** Takes the body of a progress event; one that is malformed says nothing. */
  void add(byte[] body, long nowMillis) {
    try {
      JsonObject event =
          JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
      String name = event.get("node").getAsString();
      Node node = nodes.computeIfAbsent(name, n -> new Node(nowMillis));
      node.reported(nowMillis);
      for (JsonElement element : event.getAsJsonArray("files")) {
        JsonObject file = element.getAsJsonObject();
        String id = file.get("file").getAsString();
        files.remove(id); // so that the order is that of the latest reports
        files.put(id, new FileReport(node, file, nowMillis));
      }
      forgetOldest(nodes, MAX_NODES);
      forgetOldest(files, MAX_FILES);
    } catch (RuntimeException e) {
      // Not one of ours: it may be malformed in any way, and then says nothing.
    }
  }

  private static void forgetOldest(Map<?, ?> map, int max) {
    Iterator<?> oldest = map.keySet().iterator();
    while (map.size() > max) {
      oldest.next();
      oldest.remove();
    }
  }

  /** Why no lines come, as far as the sources say. */
  Finding why(long nowMillis) {
    if (nodes.isEmpty()) {
      return new Finding(
          NoDataCause.UNKNOWN,
          "no progress events have come since the sink was started, so a quiet source and a stopped"
              + " one cannot be told apart; see progressEvents of TailSource");
    }
    files.values().removeIf(file -> !file.isLatest());
    Finding behind = behind(nowMillis);
    return behind != null ? behind : silentOrQuiet(nowMillis);
  }

  private @Nullable Finding behind(long nowMillis) {
    int behind = 0;
    long bytes = 0;
    String path = "";
    for (FileReport file : files.values()) {
      if (file.bytesBehind > 0 && !file.node.isSilent(nowMillis)) {
        behind++;
        bytes += file.bytesBehind;
        path = file.path;
      }
    }
    return behind == 0
        ? null
        : new Finding(
            NoDataCause.BEHIND,
            String.format(
                "%d of %d files are not read to their end, %s for one; %d bytes are left",
                behind, files.size(), path, bytes));
  }

  private Finding silentOrQuiet(long nowMillis) {
    for (Map.Entry<String, Node> node : nodes.entrySet()) {
      if (node.getValue().isSilent(nowMillis)) {
        return new Finding(
            NoDataCause.SOURCE_SILENT,
            "no progress event has come from "
                + node.getKey()
                + " since "
                + Instant.ofEpochMilli(node.getValue().lastMillis));
      }
    }
    return files.isEmpty()
        ? new Finding(NoDataCause.NO_FILES, "the source has no file to read")
        : new Finding(
            NoDataCause.NO_TRAFFIC, "all " + files.size() + " files are read to their end");
  }
}
