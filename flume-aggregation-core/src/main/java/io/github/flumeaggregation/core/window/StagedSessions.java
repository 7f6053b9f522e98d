package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;
import java.util.Map;
import java.util.TreeMap;

/** The lines of one batch as sessions by themselves. What a session is, they share with nobody. */
final class StagedSessions implements StagedLines {
  /** Lines of a batch between two multiples of the maximal length. */
  static final class Counts {
    long aggregated;
    long filtered;
    long late;
  }

  private final SessionOperator operator;
  private final Aggregation aggregation;
  private final GroupKey key;
  private final GroupName name = new GroupName();
  private final TreeMap<Long, Counts> counts = new TreeMap<>();
  private SessionParts parts;

  StagedSessions(SessionOperator operator) {
    this.operator = operator;
    this.aggregation = operator.aggregation();
    this.key = aggregation.newGroupKey();
    this.parts = operator.newParts();
  }

  @Override
  public boolean share(WindowOperator other) {
    return false;
  }

  @Override
  public boolean add(Record record) {
    long time = record.timeMillis();
    Counts of =
        counts.computeIfAbsent(operator.windows().stretchStart(time), start -> new Counts());
    if (operator.isLate(time)) {
      of.late++;
      return false;
    }
    if (!aggregation.accepts(record)) {
      of.filtered++;
      return false;
    }
    of.aggregated++;
    key.read(record);
    name.set(key);
    parts.add(name, record);
    return operator.expect(time);
  }

  @Override
  public void releaseRecords() {
    // Each line was added when it came.
  }

  /** A line may be late by what lines before it have made final. */
  @Override
  public boolean takesParts() {
    return false;
  }

  @Override
  public void take(StagedLines part) {
    throw new UnsupportedOperationException("sessions are made of lines in their order");
  }

  @Override
  public void drop() {
    counts.clear();
    parts = operator.newParts();
  }

  @Override
  public void flush(ByteWriter log) {
    log.writeUnsigned(counts.size());
    for (Map.Entry<Long, Counts> entry : counts.entrySet()) {
      Counts of = entry.getValue();
      log.writeSigned(entry.getKey());
      log.writeUnsigned(of.aggregated).writeUnsigned(of.filtered).writeUnsigned(of.late);
    }
    parts.encode(log);
    merge();
  }

  @Override
  public void flushUnlogged() {
    merge();
  }

  @Override
  public void replay(ByteReader log) {
    for (int i = log.readSize(Integer.MAX_VALUE); i > 0; i--) {
      Counts of = new Counts();
      counts.put(log.readSigned(), of);
      of.aggregated = log.readUnsigned();
      of.filtered = log.readUnsigned();
      of.late = log.readUnsigned();
    }
    parts.decode(log);
    merge();
  }

  private void merge() {
    operator.merge(parts, counts);
    counts.clear();
    if (parts.size() > 0) {
      parts = operator.newParts();
    }
  }
}
