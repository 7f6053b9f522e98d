package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.position.IntervalSet;
import io.github.flumeaggregation.core.position.Position;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which partitions a batch came from, and which of their positions it covered: for the log. */
final class StagedPositions {
  private final Map<String, IntervalSet> partitions = new LinkedHashMap<>();
  private String currentName = "";
  private @Nullable IntervalSet current;

  /** Notes that an event came from a partition, with or without a position in it. */
  void add(String partition, @Nullable Position position) {
    if (current == null || !partition.equals(currentName)) {
      current = partitions.computeIfAbsent(partition, name -> new IntervalSet(Integer.MAX_VALUE));
      currentName = partition;
    }
    if (position != null) {
      current.add(position.start(), position.end());
    }
  }

  /** Writes them down, each with where its frontier is now, and forgets them. */
  void encode(Frontiers frontiers, ByteWriter out) {
    out.writeUnsigned(partitions.size());
    for (Map.Entry<String, IntervalSet> partition : partitions.entrySet()) {
      out.writeString(partition.getKey());
      frontiers.encodePartition(partition.getKey(), out);
      partition.getValue().encode(out);
    }
    partitions.clear();
    current = null;
  }

  /** Applies what {@link #encode} wrote. */
  static void replay(ByteReader in, Frontiers frontiers, CountedSet counted) {
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      String name = in.readString();
      frontiers.decodePartition(name, in);
      IntervalSet.decode(in, Integer.MAX_VALUE)
          .forEach((start, end) -> counted.add(name, start, end));
    }
  }
}
