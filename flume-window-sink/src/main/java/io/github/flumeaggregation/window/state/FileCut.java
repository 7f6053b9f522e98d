package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.window.row.FileFormat;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.row.PathTemplate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of outbox rows that become files together, and where and how: whatever happens after it has
 * been written to the log, the same files come of it.
 */
public final class FileCut {
  private final long firstSequence;
  private final int rows;
  private final PathTemplate path;
  private final FileFormat format;

  /**
   * A cut.
   *
   * @param firstSequence how many rows left the outbox before, since the state began
   */
  public FileCut(long firstSequence, int rows, PathTemplate path, FileFormat format) {
    this.firstSequence = firstSequence;
    this.rows = rows;
    this.path = path;
    this.format = format;
  }

  /** How many rows left the outbox before; no other cut of the state that is published has it. */
  public long firstSequence() {
    return firstSequence;
  }

  /** Whether it is as these would have it. */
  public boolean isOf(PathTemplate wantedPath, FileFormat wantedFormat) {
    return format == wantedFormat
        && path.toString().equals(wantedPath.toString())
        && path.zone().equals(wantedPath.zone());
  }

  /** How many rows, from the oldest of the outbox on. */
  public int rows() {
    return rows;
  }

  public PathTemplate path() {
    return path;
  }

  public FileFormat format() {
    return format;
  }

  /** The name of its files, one at most in each folder. */
  public String fileName(String prefix) {
    return String.format("%s-%015d.%s", prefix, firstSequence, format.word());
  }

  /** Its rows by folder, in order. */
  public Map<String, List<OutboxRow>> byFolder(List<OutboxRow> outboxRows) {
    Map<String, List<OutboxRow>> byFolder = new LinkedHashMap<>();
    for (OutboxRow row : outboxRows) {
      byFolder.computeIfAbsent(path.resolve(row.headers()), f -> new ArrayList<>()).add(row);
    }
    return byFolder;
  }

  void encode(ByteWriter out) {
    out.writeUnsigned(firstSequence).writeUnsigned(rows);
    out.writeString(path.toString()).writeString(path.zone().getId()).writeString(format.word());
  }

  static FileCut decode(ByteReader in) {
    long firstSequence = in.readUnsigned();
    int rows = in.readSize(Integer.MAX_VALUE);
    String path = in.readString();
    ZoneId zone = ZoneId.of(in.readString());
    return new FileCut(
        firstSequence, rows, new PathTemplate(path, zone), FileFormat.of(in.readString()));
  }
}
