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
 * not kept across restarts: what a source said before proves nothing of what it does now.
 *
 * <p>Whoever can send events can send reports, of any names. So no more than {@value #MAX_NODES}
 * nodes, {@value #MAX_FILES} files and {@value #MAX_NAME_CHARACTERS} characters of files' names are
 * remembered; those that reported longest ago are forgotten first. Constant time for each file of a
 * report.
 */
final class SourceWatch {
  private static final int MAX_NODES = 1_000;
  private static final int MAX_FILES = 100_000;
  private static final long MAX_NAME_CHARACTERS = 16_000_000;

  /** No host has a longer name. */
  private static final int MAX_NODE_CHARACTERS = 255;

  /** No system opens a file by a longer path. */
  private static final int MAX_PATH_CHARACTERS = 4_096;

  /** A source is silent when so many of its reports are missing. */
  private static final int MISSING_REPORTS = 3;

  private static final class Node {
    private long lastMillis;
    private long intervalMillis;
    private boolean forgotten;

    boolean isSilent(long nowMillis) {
      return (nowMillis - lastMillis) / MISSING_REPORTS > intervalMillis;
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
      return !node.forgotten && node.lastMillis - atMillis < node.intervalMillis / 2;
    }
  }

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, FileReport> files = new LinkedHashMap<>();
  private long nameCharacters;

  /** Takes a progress event. */
  void add(Progress progress, long nowMillis) {
    String name = progress.node();
    if (name.isEmpty() || name.length() > MAX_NODE_CHARACTERS || progress.intervalMillis() < 1) {
      return;
    }
    Node node = move(name);
    node.lastMillis = nowMillis;
    node.intervalMillis = progress.intervalMillis();
    for (Progress.File file : progress.files()) {
      if (file.path().length() <= MAX_PATH_CHARACTERS) {
        remove(file.partition());
        files.put(file.partition(), new FileReport(node, file, nowMillis));
        nameCharacters += nameCharacters(file.partition(), file.path());
      }
    }
    forgetOldest();
  }

  /** The node, known or new, behind all others: the order is that of the latest reports. */
  private Node move(String name) {
    @Nullable Node known = nodes.remove(name);
    Node node = known == null ? new Node() : known;
    nodes.put(name, node);
    return node;
  }

  private void remove(String partition) {
    @Nullable FileReport file = files.remove(partition);
    if (file != null) {
      nameCharacters -= nameCharacters(partition, file.path);
    }
  }

  private static long nameCharacters(String partition, String path) {
    return (long) partition.length() + path.length();
  }

  private void forgetOldest() {
    while (nodes.size() > MAX_NODES) {
      @Nullable Node oldest = nodes.remove(nodes.keySet().iterator().next());
      if (oldest != null) {
        oldest.forgotten = true;
      }
    }
    while (files.size() > MAX_FILES || nameCharacters > MAX_NAME_CHARACTERS) {
      remove(files.keySet().iterator().next());
    }
  }

  /** Characters of the names of files that are remembered. */
  long nameCharacters() {
    return nameCharacters;
  }

  /** Why no lines come, as far as the sources say. */
  Finding why(long nowMillis) {
    if (nodes.isEmpty()) {
      return new Finding(
          NoDataCause.UNKNOWN,
          "no progress events have come since the sink was started, so a quiet source and a stopped"
              + " one cannot be told apart; see progressEvents of TailSource");
    }
    forgetFilesOfEarlierReports();
    Finding behind = behind(nowMillis);
    return behind != null ? behind : silentOrQuiet(nowMillis);
  }

  private void forgetFilesOfEarlierReports() {
    Iterator<Map.Entry<String, FileReport>> all = files.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, FileReport> file = all.next();
      if (!file.getValue().isLatest()) {
        all.remove();
        nameCharacters -= nameCharacters(file.getKey(), file.getValue().path);
      }
    }
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
