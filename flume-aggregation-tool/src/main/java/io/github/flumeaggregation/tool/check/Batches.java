package io.github.flumeaggregation.tool.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts lines into batches at the blank lines between them. */
final class Batches {
  private Batches() {}

  /** Each without blank lines, and without the terminator of its last line; none is empty. */
  static List<byte[]> of(byte[] lines) {
    List<byte[]> batches = new ArrayList<>();
    int start = 0;
    int end = 0; // of the batch, before the terminator of its last line
    int from = 0;
    while (from < lines.length) {
      int to = from;
      while (to < lines.length && lines[to] != '\n') {
        to++;
      }
      if (!isBlank(lines, from, to)) {
        end = to;
      } else {
        add(lines, start, end, batches);
        start = to + 1;
        end = start;
      }
      from = to + 1;
    }
    add(lines, start, end, batches);
    return batches;
  }

  private static boolean isBlank(byte[] lines, int from, int to) {
    return to == from || (to == from + 1 && lines[from] == '\r');
  }

  private static void add(byte[] lines, int start, int end, List<byte[]> batches) {
    if (end > start) {
      batches.add(Arrays.copyOfRange(lines, start, end));
    }
  }
}
