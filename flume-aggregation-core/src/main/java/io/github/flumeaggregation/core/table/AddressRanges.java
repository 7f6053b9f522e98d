package io.github.flumeaggregation.core.table;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Networks that may lie in each other, as ranges that do not: where each begins, and which is the
 * smallest network there. So the longest prefix is found by one binary search. Of n networks there
 * are at most 2n ranges, of 20 bytes each.
 */
final class AddressRanges {
  /** The first address of each, in two halves, side by side so that they are loaded at once. */
  private long[] starts;

  private int[] places;
  private int count;

  private AddressRanges(int most) {
    starts = new long[most * 2];
    places = new int[most];
  }

  /** The ranges of some networks, whose order will be another. */
  static AddressRanges of(List<NetworkRow> networks) {
    Collections.sort(networks);
    AddressRanges ranges = new AddressRanges(networks.size() * 2);
    Deque<NetworkRow> open = new ArrayDeque<>();
    for (NetworkRow network : networks) {
      while (!open.isEmpty() && open.getLast().isBefore(network)) {
        ranges.close(open);
      }
      if (!open.isEmpty() && open.getLast().equals(network)) {
        throw Csv.fault(network.line, "the network stands already in line " + open.getLast().line);
      }
      ranges.add(network.firstHigh, network.firstLow, network.place);
      open.addLast(network);
    }
    while (!open.isEmpty()) {
      ranges.close(open);
    }
    ranges.trim();
    return ranges;
  }

  /** Behind the last network that is open, the one around it goes on. */
  private void close(Deque<NetworkRow> open) {
    NetworkRow ended = open.removeLast();
    long low = ended.lastLow + 1;
    long high = ended.lastHigh + (low == 0 ? 1 : 0);
    if (high != 0 || low != 0) {
      add(high, low, open.isEmpty() ? RowIndex.NONE : open.getLast().place);
    }
  }

  private void add(long high, long low, int place) {
    // Several that end at one address begin one range, and so does one that begins there.
    boolean isSame = count > 0 && starts[2 * count - 2] == high && starts[2 * count - 1] == low;
    int at = isSame ? count - 1 : count++;
    starts[2 * at] = high;
    starts[2 * at + 1] = low;
    places[at] = place;
  }

  private void trim() {
    starts = Arrays.copyOf(starts, count * 2);
    places = Arrays.copyOf(places, count);
  }

  /**
   * The place of the row of the smallest network around an address; {@link RowIndex#NONE} if there
   * is none.
   */
  int place(long high, long low) {
    int at = 0;
    // Halved without regard to the outcome, so that a step can do without a branch.
    for (int left = count; left > 1; left -= left >>> 1) {
      int middle = at + (left >>> 1);
      at = startsAfter(middle, high, low) ? at : middle;
    }
    return count == 0 || startsAfter(at, high, low) ? RowIndex.NONE : places[at];
  }

  private boolean startsAfter(int range, long high, long low) {
    return NetworkRow.compare(starts[2 * range], starts[2 * range + 1], high, low) > 0;
  }
}
