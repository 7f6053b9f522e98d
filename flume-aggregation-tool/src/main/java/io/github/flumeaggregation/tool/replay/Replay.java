package io.github.flumeaggregation.tool.replay;

import io.github.flumeaggregation.tool.log.BlockReader;
import io.github.flumeaggregation.window.WindowReplay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    this.engine = new WindowReplay(sink, settings, System.currentTimeMillis());
    this.logs = logs;
    this.rows = rows;
  }

  /** Reads all logs to their ends. */
  public void run() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < logs.size(); i++) {
      names.add(i + ":" + logs.get(i)); // one that is named twice is read twice
    }
    engine.announce(names);
    for (int i = 0; i < logs.size(); i++) {
      read(logs.get(i), names.get(i));
    }
    engine.finish();
    pass();
  }

  private void read(Path log, String name) {
    try (BlockReader block = new BlockReader(log)) {
      while (block.next()) {
        engine.add(name, block.offset(), block.length(), block.lines(), block.body());
        lines += block.lines();
        pass();
      }
    }
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
}
