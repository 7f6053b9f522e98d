package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;

/**
 * The running state of one aggregate, such as the sum of a field. It describes how the state is
 * kept; the state itself lies in a {@link Cell}, so that a million groups cost no million objects.
 *
 * <p>Laws, for all states a, b, c that were built from lines by {@code add} and {@code merge}:
 *
 * <ol>
 *   <li>merge is commutative and associative, and a cleared cell is its identity;
 *   <li>adding lines in any order, or merging the states of any partition of them, gives the same
 *       encoded bytes;
 *   <li>if {@link #invertible()}, merging b into a and subtracting b again leaves a, bit by bit;
 *   <li>decoding what was encoded gives the same state.
 * </ol>
 *
 * <p>Implementations hold no state of their own and may be shared. A class and not an interface: a
 * call costs less, and there are several for each line.
 */
abstract class Accumulator {
  /** Number of {@code long}s in a cell of this accumulator. */
  abstract int longs();

  /** Number of objects in a cell: 0, or 1 for states whose size varies. */
  int objects() {
    return 0;
  }

  /** About what the object of a cell takes in memory; of none, 0. Costs the same for any size. */
  long objectBytes(Cell cell) {
    return 0;
  }

  /** Whether {@link #subtract} is possible: the state does not forget what it would need. */
  abstract boolean invertible();

  /** Makes the cell the state of no lines. */
  abstract void clear(Cell cell);

  /** Adds one line. */
  abstract void add(Record record, Cell cell);

  /** Adds all lines of {@code part}, which stays as it is and shares nothing with the cell. */
  abstract void merge(Cell cell, Cell part);

  /**
   * Takes away lines that were merged before.
   *
   * @throws UnsupportedOperationException unless {@link #invertible()}
   */
  void subtract(Cell cell, Cell part) {
    throw new UnsupportedOperationException("this state cannot be subtracted");
  }

  /** Writes the state down: the longs, unless the accumulator says otherwise. */
  void encode(Cell cell, ByteWriter out) {
    for (int i = 0; i < longs(); i++) {
      out.writeSigned(cell.longs[cell.at + i]);
    }
  }

  /** Makes the cell what {@link #encode} wrote. */
  void decode(ByteReader in, Cell cell) {
    for (int i = 0; i < longs(); i++) {
      cell.longs[cell.at + i] = in.readSigned();
    }
  }
}
