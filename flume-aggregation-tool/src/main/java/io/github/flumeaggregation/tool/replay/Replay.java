package io.github.flumeaggregation.tool.replay;

import io.github.flumeaggregation.tool.log.Block;
import io.github.flumeaggregation.tool.log.LogInput;
import io.github.flumeaggregation.window.WindowReplay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Reads logs into the engine of a sink. */
public final class Replay {
  private final WindowReplay engine;
  private final List<Path> logs;
  private final Consumer<WindowReplay.Row> rows;
  private long lines;

  /**
   * Has read nothing yet.
   *
   * @param sink name of the sink
   * @param settings its keys
   * @param rows gets what the sink would emit, in its order
   */
  public Replay(
      String sink, Map<String, String> settings, List<Path> logs, Consumer<WindowReplay.Row> rows) {
    this.engine =
        new WindowReplay(
            sink, settings, System.currentTimeMillis(), Runtime.getRuntime().availableProcessors());
    this.logs = logs;
    this.rows = rows;
  }

  /** Is told from time to time how much has been read. */
  public interface Watcher {
    /** So many bytes of the files, and so many lines. */
    void at(long bytes, long lines);
  }

  /**
   * Reads all logs to their ends.
   *
   * @throws io.github.flumeaggregation.tool.log.LogException if one cannot be read
   */
  public void run(Watcher watcher) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < logs.size(); i++) {
      names.add(i + ":" + logs.get(i)); // one that is named twice is read twice
    }
    engine.announce(names);
    try (ReadAhead blocks = new ReadAhead(logs)) {
      for (Block block = blocks.next(); block != null; block = blocks.next()) {
        int log = blocks.log();
        engine.add(names.get(log), block.offset(), block.length(), block.lines(), block.body());
        lines += block.lines();
        pass();
        long inLog =
            Math.min(block.offset() + block.length(), LogInput.size(logs.subList(log, log + 1)));
        watcher.at(LogInput.size(logs.subList(0, log)) + inLog, lines);
      }
    }
    engine.finish();
    pass();
  }

  private void pass() {
    for (WindowReplay.Row row : engine.takeRows()) {
      if (!row.isAlert()) { // when they fire depends on when lines come
        rows.accept(row);
      }
    }
  }

  /** How many lines have been read. */
  public long lines() {
    return lines;
  }

  /** How many lines have been read, and why any of them did not count; for people. */
  public String booksText() {
    String text = String.format(Locale.ROOT, "%,d lines", lines);
    if (engine.unparsedLines() > 0) {
      text +=
          String.format(
              Locale.ROOT,
              ", %,d of them unparsed (flume-aggregation parse --unparsed says why)",
              engine.unparsedLines());
    }
    if (engine.futureLines() > 0) {
      text +=
          String.format(
              Locale.ROOT,
              ", %,d of them too far ahead of the clock to count (maxFuture)",
              engine.futureLines());
    }
    return text;
  }
}
