package io.github.flumeaggregation.core.regex;

/** A text that can be read only so often: java.util.regex may take exponential time. */
final class BudgetedText implements CharSequence {
  /** The budget is spent. */
  static final class SpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final String text;
  private int budget = 5_000;

  BudgetedText(String text) {
    this.text = text;
  }

  @Override
  public char charAt(int index) {
    if (--budget < 0) {
      throw new SpentException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
