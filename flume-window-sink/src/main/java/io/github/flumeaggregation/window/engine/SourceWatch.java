package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.window.alert.Finding;
import io.github.flumeaggregation.window.alert.NoDataCause;
import io.github.flumeaggregation.window.time.Progress;
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

  private static final class Node {
    private long lastMillis;
    private long intervalMillis;

    boolean isSilent(long nowMillis) {
      return nowMillis - lastMillis > MISSING_REPORTS * intervalMillis;
    }
  }

  private static final class FileReport {
    private final Node node;
    private final String path;
    private final long bytesBehind;
    private final long atMillis;

    private FileReport(Node node, Progress.File file, long nowMillis) {
      this.node = node;
      path = file.path();
      bytesBehind = file.bytesBehind();
      atMillis = nowMillis;
    }

    /** Whether it is in the latest report of its node. */
    boolean isLatest() {
      return node.lastMillis - atMillis < node.intervalMillis / 2;
    }
  }

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, FileReport> files = new LinkedHashMap<>();

  /** Takes a progress event. */
  void add(Progress progress, long nowMillis) {
    if (progress.node().isEmpty()) {
      return;
    }
    Node node = nodes.computeIfAbsent(progress.node(), n -> new Node());
    node.lastMillis = nowMillis;
    node.intervalMillis = progress.intervalMillis();
    for (Progress.File file : progress.files()) {
      files.remove(file.partition()); // so that the order is that of the latest reports
      files.put(file.partition(), new FileReport(node, file, nowMillis));
    }
    forgetOldest(nodes, MAX_NODES);
    forgetOldest(files, MAX_FILES);
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
