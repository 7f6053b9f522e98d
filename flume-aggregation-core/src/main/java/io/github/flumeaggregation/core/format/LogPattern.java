package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Scan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A log pattern as its reader found it: literals and variables in turn.
 *
 * <p>A line is of the format if it is sound up to the number of bytes and the time; what follows
 * may be cut off, and is missing then. A pattern without a number of bytes needs the whole line.
 */
final class LogPattern {
  private final List<byte[]> literals = new ArrayList<>();
  private final List<LogVariable> variables = new ArrayList<>();
  private final boolean escaped;
  private StringBuilder literal = new StringBuilder();

  /** {@code escaped}: whether the server writes quotes and backslashes within values as escapes. */
  LogPattern(boolean escaped) {
    this.escaped = escaped;
  }

  /** The bytes that stand here in every line. */
  LogPattern literal(String text) {
    literal.append(text);
    return this;
  }

  /**
   * A variable.
   *
   * @throws IllegalArgumentException if it follows another one immediately, so that nobody can tell
   *     where that ends
   */
  LogPattern variable(LogVariable variable) {
    if (literal.length() == 0 && !variables.isEmpty()) {
      LogVariable before = variables.get(variables.size() - 1);
      throw new IllegalArgumentException(
          "nothing stands between "
              + before.source
              + " and "
              + variable.source
              + ", so where the first ends cannot be told");
    }
    endLiteral();
    variables.add(variable);
    return this;
  }

  private void endLiteral() {
    literals.add(literal.toString().getBytes(StandardCharsets.UTF_8));
    literal = new StringBuilder();
  }

  /**
   * The format.
   *
   * @throws IllegalArgumentException if there is no variable in it
   */
  Format toFormat() {
    if (variables.isEmpty()) {
      throw new IllegalArgumentException("there is no variable in it");
    }
    endLiteral();
    LineFields fields = new LineFields();
    int required = required();
    int eventTime = firstTime();
    Element[] elements = new Element[variables.size()];
    for (int i = 0; i < elements.length; i++) {
      Captures captures = new Captures(fields, i, escaped);
      Capture capture = captures.of(variables.get(i), isBestDuration(i), i == eventTime);
      elements[i] = new Element(extent(i), capture, end(i, i + 1 == required));
    }
    LinePattern pattern = new LinePattern(elements, required, literals.get(0), tail(required));
    fields.fill(pattern);
    return FieldFormat.of(fields, pattern, eventTime >= 0);
  }

  /** The number of elements up to the bytes and the time, or all if there are no bytes. */
  private int required() {
    int required = 0;
    boolean bytes = false;
    for (int i = 0; i < variables.size(); i++) {
      bytes |= variables.get(i).name.equals("bytes");
      if (variables.get(i).name.equals("bytes") || i == firstTime()) {
        required = i + 1;
      }
    }
    return bytes ? required : variables.size();
  }

  private int firstTime() {
    for (int i = 0; i < variables.size(); i++) {
      if (variables.get(i).kind == LogVariable.Kind.TIME) {
        return i;
      }
    }
    return -1;
  }

  /** Of several durations the one in the smallest unit is the exact one. */
  private boolean isBestDuration(int index) {
    int best = -1;
    for (int i = 0; i < variables.size(); i++) {
      if (variables.get(i).isDuration()
          && (best < 0 || variables.get(i).kind.compareTo(variables.get(best).kind) > 0)) {
        best = i;
      }
    }
    return best == index;
  }

  private Element.Extent extent(int i) {
    boolean closed = literals.get(i + 1).length > 0;
    switch (variables.get(i).kind) {
      case WHOLE:
      case BYTES:
      case MILLIS:
      case MICROS:
        return Element.Extent.WHOLE_NUMBER;
      case DECIMAL:
      case ANY:
        return closed ? textExtent(i) : Element.Extent.WORD;
      case LIST:
        return closed ? Element.Extent.LIST : Element.Extent.REST;
      case TIME:
        return variables.get(i).time instanceof ClfTime ? Element.Extent.CLF_TIME : textExtent(i);
      default:
        return closed ? textExtent(i) : Element.Extent.REST;
    }
  }

  private Element.Extent textExtent(int i) {
    byte[] after = literals.get(i + 1);
    if (after.length == 0) {
      return Element.Extent.REST;
    }
    return escaped && after[0] == '"' ? Element.Extent.QUOTED : Element.Extent.UNTIL_LITERAL;
  }

  /**
   * What follows variable {@code i}: of the last required one only what stands before the first
   * blank, since the rest may be cut off.
   */
  private Element.End end(int i, boolean lastRequired) {
    byte[] after = literals.get(i + 1);
    boolean last = i + 1 == variables.size();
    int blank = lastRequired && !last && mayBeCut(i) ? blankIn(after) : -1;
    return blank >= 0
        ? new Element.End(Arrays.copyOf(after, blank), true, 0)
        : new Element.End(after, last, skipped(i, after));
  }

  /** Whether the end of the variable's values can be told without what follows. */
  private boolean mayBeCut(int i) {
    Element.Extent extent = extent(i);
    return extent == Element.Extent.WHOLE_NUMBER || extent == Element.Extent.CLF_TIME;
  }

  /** The literal before the first optional element, less what the last required one took. */
  private byte[] tail(int required) {
    byte[] after = literals.get(required);
    int blank = mayBeCut(required - 1) ? blankIn(after) : -1;
    return blank < 0 ? new byte[0] : Arrays.copyOfRange(after, blank, after.length);
  }

  private static int blankIn(byte[] literal) {
    return Scan.indexOf(literal, 0, literal.length, (byte) ' ');
  }

  /** How often the literal after variable {@code i} occurs in each of its values. */
  private int skipped(int i, byte[] after) {
    @Nullable TimeText time = variables.get(i).time;
    return time instanceof PatternTime && after.length > 0
        ? ((PatternTime) time).occurrences(after)
        : 0;
  }
}
