package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.core.record.Record;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at the first lines of a format in which any word may be a field, for the fields that none
 * of them has: they may be misspelt. Cost: another pass over each of these lines.
 */
final class UnseenFields {
  /** So many lines are looked at. */
  static final int LINES = 1_000;

  /** Names beyond these are not suggested. */
  private static final int MOST_NAMES = 1_000;

  private final FieldNumbers numbers;
  private final FormatPart part;
  private final BitSet seen = new BitSet();
  private final Set<String> names = new TreeSet<>();
  private int lines;

  UnseenFields(FieldNumbers numbers, FormatPart part) {
    this.numbers = numbers;
    this.part = part;
  }

  /** Looks at a line that was read; true if it was the last to be looked at. */
  boolean look(byte[] bytes, int from, int to, Map<String, String> headers, Record line) {
    for (int i = 0; i < numbers.size(); i++) {
      if (line.has(i) || !part.fields.isUnchecked(i)) {
        seen.set(i);
      }
    }
    if (names.size() < MOST_NAMES) {
      part.reader.addNames(bytes, from, to, headers, names);
    }
    return ++lines == LINES;
  }

  /** What to say of each field that no line had. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (int i = seen.nextClearBit(0); i < numbers.size(); i = seen.nextClearBit(i + 1)) {
      String name = numbers.name(i);
      remarks.add(
          "the field '"
              + name
              + "' has had no value in any of the first "
              + LINES
              + " lines"
              + Suggestion.didYouMean(name, names)
              + "; if a text is meant, it stands in double quotes");
    }
    return remarks;
  }
}
