package io.github.flumeaggregation.tail.engine;

import com.google.gson.Gson;
import io.github.flumeaggregation.tail.position.Incarnation;
import io.github.flumeaggregation.tail.position.Positions;
import io.github.flumeaggregation.tail.position.TailedFile;
import io.github.flumeaggregation.tail.watch.Time;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The source's account of how far its files are read, for those downstream who must tell "no data"
 * from "not read yet". One JSON object per {@link #FILES_PER_EVENT} files:
 *
 * <pre>{@code
 * {"type":"progress","node":"web1","intervalMillis":10000,"files":[
 *  {"file":"web1:2049:131077:8f14e45fceea167a","path":"/var/log/nginx/access.log",
 *   "offset":4711,"size":4711,"state":"end"}]}
 * }</pre>
 *
 * <p>The state is {@code end} (all whole lines delivered), {@code behind}, {@code closed} (at its
 * end, and without news for the idle timeout), or {@code unreadable}. A report is sent at the start
 * and when there are new files, before the first line of any of them, and then at intervals: so
 * whoever orders lines of several files by time knows whom to wait for.
 */
final class ProgressReport {
  static final int FILES_PER_EVENT = 100;

  private static final Gson GSON = new Gson();

  private final String node;
  private final long intervalNanos;
  private final Time time;
  private final Deque<byte[]> unsent = new ArrayDeque<>();
  private long nextNanos;

  /**
   * @param intervalMillis time between two reports; 0 for none
   */
  ProgressReport(String node, long intervalMillis, Time time) {
    this.node = node;
    this.time = time;
    intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
    nextNanos = time.nanos();
  }

  /** Time until the next report, in nanoseconds. */
  long waitNanos() {
    return intervalNanos == 0 ? Long.MAX_VALUE : Math.max(0, nextNanos - time.nanos());
  }

  /** There are new files: a report is due. */
  void newFiles() {
    nextNanos = time.nanos();
  }

  /**
   * Sends what is due; to be called again until all of it is sent.
   *
   * @return whether the channel has taken all of it
   */
  boolean sendIfDue(Sender sender, List<TailedFile> files, Positions positions) {
    if (unsent.isEmpty() && waitNanos() == 0) {
      nextNanos = time.nanos() + intervalNanos;
      compose(files, positions);
    }
    while (!unsent.isEmpty()) {
      if (sender.batch().isFull() && !sender.flush()) {
        return false;
      }
      sender.batch().addProgress(unsent.remove(), time.wallMillis());
    }
    return sender.flush();
  }

  private void compose(List<TailedFile> files, Positions positions) {
    List<String> entries = new ArrayList<>();
    for (TailedFile file : files) {
      Incarnation known = file.incarnation();
      known = known == null ? positions.find(file.key()) : known;
      if (known != null && !known.hasEnded()) {
        entries.add(entry(file, known));
      }
    }
    for (int from = 0; from < Math.max(1, entries.size()); from += FILES_PER_EVENT) {
      int to = Math.min(entries.size(), from + FILES_PER_EVENT);
      unsent.add(event(entries.subList(from, to)));
    }
  }

  private byte[] event(List<String> entries) {
    String text =
        "{\"type\":\"progress\",\"node\":"
            + GSON.toJson(node)
            + ",\"intervalMillis\":"
            + TimeUnit.NANOSECONDS.toMillis(intervalNanos)
            + ",\"files\":["
            + String.join(",", entries)
            + "]}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String entry(TailedFile file, Incarnation known) {
    return "{\"file\":"
        + GSON.toJson(known.id())
        + ",\"path\":"
        + GSON.toJson(file.path().toString())
        + ",\"offset\":"
        + known.offset()
        + ",\"size\":"
        + Math.max(file.knownSize(), known.offset())
        + ",\"state\":\""
        + state(file)
        + "\"}";
  }

  /** How it stands with a file: {@code end}, {@code behind} and so on. */
  String state(TailedFile file) {
    Incarnation open = file.incarnation();
    if (file.due().failures() > 0) {
      return "unreadable";
    }
    if (open == null) {
      return file.isOpen() || file.wantsToBeOpen(time.nanos()) ? "behind" : "closed";
    }
    return file.isAtEnd() ? "end" : "behind";
  }
}
