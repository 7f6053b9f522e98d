package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.format.LogVariable.Kind;
import io.github.flumeaggregation.core.record.Scan;
import java.util.Arrays;
import java.util.List;

/** Decides how the ends of a pattern's variables are found, by what they are and what follows. */
final class ElementEnds {
  private static final byte[] QUOTE = {'"'};

  private final List<LogVariable> variables;

  /** What stands before each variable, and after the last one. */
  private final List<byte[]> literals;

  private final boolean escaped;

  ElementEnds(List<LogVariable> variables, List<byte[]> literals, boolean escaped) {
    this.variables = variables;
    this.literals = literals;
    this.escaped = escaped;
  }

  /**
   * The end of variable {@code i}. Of the last required one only what stands before the first blank
   * must follow, since the rest may be cut off.
   *
   * @throws IllegalArgumentException if it cannot be told from what follows
   */
  ElementEnd of(int i, boolean lastRequired) {
    byte[] after = literals.get(i + 1);
    boolean last = i + 1 == variables.size();
    EndFinder finder = finder(i);
    Extent extent = finder == EndFinder.NONE ? extent(i) : Extent.FOUND;
    int blank = lastRequired && !last && mayBeCut(extent) ? blankIn(after) : -1;
    return blank >= 0
        ? new ElementEnd(extent, finder, Arrays.copyOf(after, blank), true, 0)
        : new ElementEnd(extent, finder, after, last, skipped(i, after));
  }

  /** What follows variable {@code i} beyond what {@link #of} takes as the last required one. */
  byte[] tail(int i) {
    byte[] after = literals.get(i + 1);
    int blank = finder(i) == EndFinder.NONE && mayBeCut(extent(i)) ? blankIn(after) : -1;
    return blank < 0 ? new byte[0] : Arrays.copyOfRange(after, blank, after.length);
  }

  /** Whether the end of such values can be told without what follows. */
  private static boolean mayBeCut(Extent extent) {
    return extent == Extent.WHOLE_NUMBER || extent == Extent.STATUS || extent == Extent.CLF_TIME;
  }

  private static int blankIn(byte[] literal) {
    return Scan.indexOf(literal, 0, literal.length, (byte) ' ');
  }

  private EndFinder finder(int i) {
    LogVariable variable = variables.get(i);
    byte[] after = literals.get(i + 1);
    @Nullable LogVariable next = i + 1 < variables.size() ? variables.get(i + 1) : null;
    if (next == null) {
      return EndFinder.NONE;
    }
    if (after.length == 0) {
      return new HostEnd(literals.get(i + 2));
    }
    if (variable.kind == Kind.HOST_PORT) {
      return new HostPortEnd();
    }
    if (variable.kind == Kind.REQUEST && after[0] == ' ') {
      return new RequestEnd(after, next.isNumber());
    }
    if (variable.kind == Kind.AGENT && isBlank(after)) {
      return new WordsFromEnd(blanksAfter(i));
    }
    boolean sign = after.length == 1 && after[0] != ' ' && after[0] != '"' && after[0] != '\t';
    boolean number = next.isNumber() || (sign && after[0] == ':' && next.isPort());
    return sign && number && !variable.isNumber() && variable.time == null
        ? new NumberAhead(after, literals.get(i + 2))
        : EndFinder.NONE;
  }

  private static boolean isBlank(byte[] literal) {
    return literal.length == 1 && literal[0] == ' ';
  }

  private int blanksAfter(int i) {
    int blanks = 0;
    for (int later = i + 1; later <= variables.size(); later++) {
      for (byte b : literals.get(later)) {
        blanks += b == ' ' ? 1 : 0;
      }
      if (later < variables.size() && !variables.get(later).isWord()) {
        throw new IllegalArgumentException(
            "the values of "
                + variables.get(i).source
                + " have blanks in them, and no quotes around them here; where they end cannot be"
                + " told, since those of "
                + variables.get(later).source
                + " may have blanks too: put one of them in quotes, in the server's configuration"
                + " as well, or last");
      }
    }
    return blanks;
  }

  private Extent extent(int i) {
    byte[] after = literals.get(i + 1);
    boolean closed = after.length > 0;
    boolean blank = closed && after[0] == ' ';
    switch (variables.get(i).kind) {
      case STATUS:
        return Extent.STATUS;
      case WHOLE:
      case BYTES:
      case MILLIS:
      case MICROS:
      case NANOS:
        return Extent.WHOLE_NUMBER;
      case CLIENT:
        return blank ? Extent.CLIENT : textExtent(after);
      case IDENT:
        return blank ? Extent.IDENT : textExtent(after);
      case USER:
        return blank ? Extent.USER : textExtent(after);
      case DECIMAL:
        return closed ? textExtent(after) : Extent.WORD;
      case ANY:
      case LIST:
        return blank ? Extent.LIST : textExtent(after);
      case TIME:
        return variables.get(i).time instanceof ClfTime ? Extent.CLF_TIME : textExtent(after);
      default:
        return textExtent(after);
    }
  }

  private Extent textExtent(byte[] after) {
    if (after.length == 0) {
      return Extent.REST;
    }
    return escaped && after[0] == QUOTE[0] ? Extent.QUOTED : Extent.UNTIL_LITERAL;
  }

  /** How often the literal after variable {@code i} occurs in each of its values. */
  private int skipped(int i, byte[] after) {
    @Nullable TimeText time = variables.get(i).time;
    return time instanceof PatternTime && after.length > 0
        ? ((PatternTime) time).occurrences(after)
        : 0;
  }
}
