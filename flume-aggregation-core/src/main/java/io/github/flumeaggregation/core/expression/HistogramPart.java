package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.record.Decimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which column of a {@code histogram(field, bound, bound, ..)} a call is: numbers up to a bound.
 */
public final class HistogramPart {
  /** Each bound costs a column, and 8 bytes in each group. */
  static final int MOST_BOUNDS = 100;

  private final List<Decimal> bounds;
  private final int index;

  private HistogramPart(List<Decimal> bounds, int index) {
    this.bounds = bounds;
    this.index = index;
  }

  /** Reads the bounds after the field of a histogram, each with the comma before it. */
  static HistogramPart parse(TokenReader tokens) {
    List<Decimal> bounds = new ArrayList<>();
    do {
      tokens.expect(",");
      Token at = tokens.peek();
      Decimal bound = bound(tokens);
      if (!bounds.isEmpty() && bounds.get(bounds.size() - 1).compareTo(bound) >= 0) {
        throw tokens.fault(
            at, "the bounds of a histogram ascend; " + bound + " is not above the one before it");
      }
      if (bounds.size() == MOST_BOUNDS) {
        throw tokens.fault(at, "a histogram has at most " + MOST_BOUNDS + " bounds");
      }
      bounds.add(bound);
    } while (!tokens.peek().is(")"));
    return new HistogramPart(Collections.unmodifiableList(bounds), 0);
  }

  private static Decimal bound(TokenReader tokens) {
    String sign = tokens.takeIf("-") ? "-" : "";
    Token digits = tokens.peek();
    if (digits.kind != Token.Kind.NUMBER) {
      throw tokens.fault(
          digits,
          "a bound of a histogram is a plain number, not "
              + digits.described()
              + "; what is above all bounds is counted without one, as 'le.inf'");
    }
    try {
      return Decimal.of(sign + tokens.take().value);
    } catch (IllegalArgumentException e) {
      throw tokens.fault(digits, String.valueOf(e.getMessage()));
    }
  }

  /** The columns, that of all numbers the last. */
  List<HistogramPart> all() {
    List<HistogramPart> parts = new ArrayList<>();
    for (int i = 0; i <= bounds.size(); i++) {
      parts.add(new HistogramPart(bounds, i));
    }
    return parts;
  }

  /** What the column is called, after the name of the histogram. */
  String suffix() {
    return ".le." + (index < bounds.size() ? bounds.get(index).toString() : "inf");
  }

  /** All bounds, ascending. */
  public List<Decimal> bounds() {
    return bounds;
  }

  /** The bound up to which the column counts; the number of bounds if it counts all numbers. */
  public int index() {
    return index;
  }
}
