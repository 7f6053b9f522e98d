package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.window.StagedLines;
import io.github.flumeaggregation.core.window.WindowOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parses lines, and stages them for all aggregations. Used by one thread at a time. */
final class LineStage {
  private final Format format;
  private final LineRecords records;
  private final List<StagedLines> staged = new ArrayList<>();
  private Record line;

  /** Numbers with too many digits: of lines that others have read, and how many were given away. */
  private long takenOutOfRange;

  private long gone;

  /** Of no aggregation yet. */
  LineStage(Format format) {
    this.format = format;
    this.records = new LineRecords(format);
    this.line = records.next();
  }

  /** From now on lines are staged for this one too. */
  void addTo(WindowOperator windowed) {
    if (staged.stream().noneMatch(staging -> staging.share(windowed))) {
      staged.add(windowed.newStagedLines());
    }
  }

  /** Parses a line, which is then the present one; false if it is not of the format. */
  boolean parse(byte[] body, int from, int to, Map<String, String> headers) {
    line = records.next();
    return format.parse(body, from, to, headers, line);
  }

  /** The line that was parsed last. */
  Record line() {
    return line;
  }

  /** Stages the present line; whether windows may expire at another time now. */
  boolean add() {
    boolean changed = false;
    for (int i = 0; i < staged.size(); i++) {
      changed |= staged.get(i).add(line);
    }
    if (records.keep()) {
      releaseRecords();
    }
    return changed;
  }

  private void releaseRecords() {
    for (int i = 0; i < staged.size(); i++) {
      staged.get(i).releaseRecords();
    }
    records.reuse();
  }

  /** Whether lines may be staged by others, and taken from them. */
  boolean takesParts() {
    return !format.remembersLines() && staged.stream().allMatch(StagedLines::takesParts);
  }

  /** Stages the lines of another one, of the same job, after its own. */
  void take(LineStage part) {
    releaseRecords();
    part.releaseRecords();
    for (int i = 0; i < staged.size(); i++) {
      staged.get(i).take(part.staged.get(i));
    }
    format.takeCounts(part.format);
    takenOutOfRange += part.numbersOutOfRange();
    part.gone = part.records.numbersOutOfRange();
  }

  /** Forgets the lines that are staged. */
  void drop() {
    staged.forEach(StagedLines::drop);
    records.reuse();
    format.dropCounts();
    gone = records.numbersOutOfRange();
  }

  /** Brings the lines into the state, and writes down what {@link #replay} needs. */
  void flush(ByteWriter log) {
    for (StagedLines lines : staged) {
      lines.flush(log);
    }
  }

  /** As {@link #flush}, and writes nothing down. */
  void flushUnlogged() {
    for (StagedLines lines : staged) {
      lines.flushUnlogged();
    }
  }

  /** Does again what a {@link #flush} did. */
  void replay(ByteReader log) {
    for (StagedLines lines : staged) {
      lines.replay(log);
    }
  }

  /** How many numbers with too many digits were met in lines that were not dropped. */
  long numbersOutOfRange() {
    return records.numbersOutOfRange() + takenOutOfRange - gone;
  }
}
