package io.github.flumeaggregation.tail;

import com.google.gson.Gson;
import io.github.flumeaggregation.core.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The source's account of how far its files are read, for those downstream who must tell "no data"
 * from "not read yet". One JSON object per {@link #FILES_PER_EVENT} files:
 *
 * <pre>{@code
 * {"type":"progress","node":"web1","files":[
 *  {"file":"web1:2049:131077:8f14e45fceea167a","path":"/var/log/nginx/access.log",
 *   "offset":4711,"size":4711,"state":"end"}]}
 * }</pre>
 *
 * <p>The state is {@code end} (all whole lines delivered), {@code behind}, or {@code closed} (at
 * its end, and without news for the idle timeout).
 */
final class ProgressReport {
  static final int FILES_PER_EVENT = 100;

  private static final Gson GSON = new Gson();

  private final String node;
  private final long intervalNanos;
  private final Time time;
  private long nextNanos;

  /**
   * @param intervalMillis time between two reports; 0 for none
   */
  ProgressReport(String node, long intervalMillis, Time time) {
    this.node = node;
    this.time = time;
    intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
    nextNanos = time.nanos() + intervalNanos;
  }

  /** Time until the next report, in nanoseconds. */
  long waitNanos() {
    return intervalNanos == 0 ? Long.MAX_VALUE : Math.max(0, nextNanos - time.nanos());
  }

  /** Puts a report into the sender's batch, which must be empty, and offers it. */
  void send(Sender sender, List<TailedFile> files, Positions positions) {
    nextNanos = time.nanos() + intervalNanos;
    List<String> entries = new ArrayList<>();
    for (TailedFile file : files) {
      Incarnation known = file.incarnation();
      known = known == null ? positions.find(file.key()) : known;
      if (known != null && !known.hasEnded()) {
        entries.add(entry(file, known));
      }
    }
    for (int from = 0; from < Math.max(1, entries.size()); from += FILES_PER_EVENT) {
      if (sender.batch().isFull() && !sender.flush()) {
        return;
      }
      int to = Math.min(entries.size(), from + FILES_PER_EVENT);
      sender.batch().addProgress(event(entries.subList(from, to)), time.wallMillis());
    }
    sender.flush();
  }

  private byte[] event(List<String> entries) {
    String text =
        "{\"type\":\"progress\",\"node\":"
            + GSON.toJson(node)
            + ",\"files\":["
            + String.join(",", entries)
            + "]}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String entry(TailedFile file, Incarnation known) {
    return "{\"file\":"
        + GSON.toJson(known.id())
        + ",\"path\":"
        + GSON.toJson(file.path().toString())
        + ",\"offset\":"
        + known.offset()
        + ",\"size\":"
        + Math.max(file.knownSize, known.offset())
        + ",\"state\":\""
        + state(file, file.incarnation())
        + "\"}";
  }

  private static String state(TailedFile file, @Nullable Incarnation open) {
    if (open == null) {
      return file.isOpen() || file.knownSize <= 0 ? "behind" : "closed";
    }
    return file.isAtEnd() ? "end" : "behind";
  }
}
