package io.github.flumeaggregation.window;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.flumeaggregation.core.position.PositionHeaders;
import io.github.flumeaggregation.window.engine.Job;
import io.github.flumeaggregation.window.engine.LineThreads;
import io.github.flumeaggregation.window.engine.WindowEngine;
import io.github.flumeaggregation.window.row.AvroRow;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.row.RowNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/**
 * Computes the rows that a {@link WindowSink} would give for logs that are all there, without an
 * agent and without a state on disk. It is the sink's own engine, told as by a tail source which
 * logs there are, so that their order does not matter.
 *
 * <p>Use: {@link #announce} all logs, {@link #add} their lines, then {@link #finish}; take the rows
 * at any time by {@link #takeRows}. Lines of which it does not matter where they stand are given by
 * {@link #addBatch}. Notifications on missing data are not made, since they rest on the clock.
 * Memory: that of the sink; of several logs, windows stay open until the last one has passed them.
 *
 * <p>Not safe for several threads.
 */
public final class WindowReplay {
  /** In one progress event, as a tail source has them. */
  private static final int MOST_FILES = 100;

  /** How many bytes of lines are read at once by each thread. */
  private static final long SHARE_BYTES = 4 << 20;

  private final WindowEngine engine;
  private final LineThreads threads;
  private final long batchBytes;
  private long bytes;

  /** All lines are read at once, so that no log is idle before the end. */
  private final long nowMillis;

  private final List<String> announced = new ArrayList<>();

  /** A result as the sink emits it. */
  public static final class Row {
    private final OutboxRow row;

    private Row(OutboxRow row) {
      this.row = row;
    }

    OutboxRow outboxRow() {
      return row;
    }

    /** How the name of a node or a sink stands in the ids of rows. */
    public static String nameInIds(String name) {
      return RowNames.escape(name);
    }

    /** The headers of its event: {@code type}, {@code id}, {@code revision} and so on. */
    public Map<String, String> headers() {
      return row.headers();
    }

    /** Whether it is a row, and neither books nor a notification. */
    public boolean isRow() {
      return "row".equals(headers().get("type"));
    }

    /** Whether it is a notification, whose JSON is an array of one alert. */
    public boolean isAlert() {
      return "alert".equals(headers().get("type"));
    }

    /** One JSON object on one line, without terminator. */
    public String json() {
      return new String(row.body(), StandardCharsets.UTF_8);
    }

    /** The record of it in an Avro file. */
    public GenericRecord avro() {
      return AvroRow.of(headers(), row.body());
    }
  }

  /**
   * Begins with nothing counted.
   *
   * @param name of the sink
   * @param settings all keys of the sink
   * @param nowMillis the present time: lines more than {@code maxFuture} ahead of it do not count,
   *     and windows that it has not passed stay open
   * @param threadCount how many threads read lines; rows do not depend on it
   * @throws io.github.flumeaggregation.core.config.SettingsException with all faults
   */
  public WindowReplay(String name, Map<String, String> settings, long nowMillis, int threadCount) {
    Job job = new WindowSinkConfig(name, settings).job;
    this.engine = new WindowEngine(job);
    this.threads = new LineThreads(name, threadCount);
    this.batchBytes = threadCount * SHARE_BYTES;
    engine.useThreads(job, threads);
    engine.leaveLinesUnlogged();
    this.nowMillis = nowMillis;
  }

  /** Says that lines of these logs will come; a name is that of one log and of no other. */
  public void announce(List<String> logs) {
    announced.addAll(logs);
    tell(logs, "behind", 1);
  }

  /**
   * Takes lines of a log; windows that they have passed are closed when there are more of them.
   *
   * @param offset of the first byte in the log
   * @param length bytes that they have in the log, with the terminator of the last line, which
   *     {@code body} does not have
   * @param lines how many
   */
  public void add(String log, long offset, long length, int lines, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    headers.put(PositionHeaders.FILE, log);
    headers.put(PositionHeaders.OFFSET, Long.toString(offset));
    headers.put(PositionHeaders.LENGTH, Long.toString(length));
    headers.put(PositionHeaders.READ_AT, Long.toString(nowMillis));
    if (lines > 1) {
      headers.put(PositionHeaders.LINES, Integer.toString(lines));
    }
    engine.add(headers, body, nowMillis);
    bytes += body.length;
    if (bytes >= batchBytes) {
      endBatch();
    }
  }

  /**
   * Takes lines that are of no log, and closes the windows that they have passed.
   *
   * @param body one or more lines, without the terminator of the last one
   */
  public void addBatch(byte[] body) {
    Map<String, String> headers = new HashMap<>();
    headers.put(PositionHeaders.READ_AT, Long.toString(nowMillis));
    headers.put(PositionHeaders.LINES, Integer.toString(Integer.MAX_VALUE)); // the body says it
    engine.add(headers, body, nowMillis);
    endBatch();
  }

  /** Closes all windows that time has passed; no more lines come. */
  public void finish() {
    tell(announced, "end", 0);
    engine.channelIdle(nowMillis, Integer.MAX_VALUE);
    engine.record().reset();
    threads.close();
  }

  private void tell(List<String> logs, String state, long size) {
    for (int from = 0; from < logs.size(); from += MOST_FILES) {
      JsonArray files = new JsonArray();
      for (String log : logs.subList(from, Math.min(from + MOST_FILES, logs.size()))) {
        JsonObject file = new JsonObject();
        file.addProperty("file", log);
        file.addProperty("path", log);
        file.addProperty("offset", 0);
        file.addProperty("size", size);
        file.addProperty("state", state);
        files.add(file);
      }
      JsonObject progress = new JsonObject();
      progress.addProperty("type", "progress");
      progress.addProperty("node", "");
      progress.addProperty("intervalMillis", 1);
      progress.add("files", files);
      Map<String, String> headers = new HashMap<>();
      headers.put(PositionHeaders.PROGRESS, "true");
      headers.put(PositionHeaders.READ_AT, Long.toString(nowMillis));
      engine.add(headers, progress.toString().getBytes(StandardCharsets.UTF_8), nowMillis);
    }
    endBatch();
  }

  private void endBatch() {
    bytes = 0;
    engine.endBatch(nowMillis, Integer.MAX_VALUE);
    engine.record().reset(); // nothing is to be done again
  }

  /** The rows and books since the last call, in the order in which a sink emits them. */
  public List<Row> takeRows() {
    List<Row> rows = new ArrayList<>();
    for (OutboxRow row : engine.takeResults()) {
      rows.add(new Row(row));
    }
    return rows;
  }

  /** How many lines are not of the format, or have no time. */
  public long unparsedLines() {
    return engine.read().number("LinesUnparsed");
  }

  /** How many lines are too far ahead of the present time to count. */
  public long futureLines() {
    return engine.read().number("LinesFuture");
  }

  /** What is to be said in the log since the last call. */
  public List<String> takeRemarks() {
    return engine.takeRemarks();
  }
}
