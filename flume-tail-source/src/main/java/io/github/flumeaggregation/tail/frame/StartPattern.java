package io.github.flumeaggregation.tail.frame;

import io.github.flumeaggregation.core.regex.Regex;
import io.github.flumeaggregation.core.regex.RegexSearch;

/**
 * A regular expression that the first line of a record matches from its beginning on. Matching is
 * linear in the line's length, whatever pattern and line are. Not safe for several threads.
 */
public final class StartPattern {
  private final RegexSearch search;

  /**
   * @throws io.github.flumeaggregation.core.regex.RegexException if it is not a regular expression
   */
  public StartPattern(String regex) {
    Regex.compile(regex); // for a fault at its place in what the operator wrote
    search = Regex.compile("^(?:" + regex + ")").search();
  }

  /** Whether the line in {@code [from, to)} begins a record. */
  public boolean matches(byte[] bytes, int from, int to) {
    return search.find(bytes, from, to);
  }
}
