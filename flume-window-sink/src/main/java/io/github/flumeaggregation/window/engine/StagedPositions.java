package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.position.IntervalSet;
import io.github.flumeaggregation.core.position.Position;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which positions a batch covered, by partition: for the log. */
final class StagedPositions {
  /** In the order of last use, by which the counted set forgets partitions. */
  private final LinkedHashMap<String, IntervalSet> partitions =
      new LinkedHashMap<>(16, 0.75f, true);

  private String currentName = "";
  private @Nullable IntervalSet current;

  /** Notes a position. */
  void add(Position position) {
    String partition = position.partition();
    if (current == null || !partition.equals(currentName)) {
      current = partitions.computeIfAbsent(partition, name -> new IntervalSet(Integer.MAX_VALUE));
      currentName = partition;
    }
    current.add(position.start(), position.end());
  }

  /** Writes them down, and forgets them. */
  void encode(ByteWriter out) {
    out.writeUnsigned(partitions.size());
    for (Map.Entry<String, IntervalSet> partition : partitions.entrySet()) {
      out.writeString(partition.getKey());
      partition.getValue().encode(out);
    }
    partitions.clear();
    current = null;
  }

  /** Marks as counted what {@link #encode} wrote. */
  static void replay(ByteReader in, CountedSet counted) {
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      String name = in.readString();
      IntervalSet.decode(in, Integer.MAX_VALUE)
          .forEach((start, end) -> counted.addUnlimited(name, start, end));
    }
    counted.limit();
  }
}
