package io.github.flumeaggregation.tool.guess;

import java.util.ArrayList;
import java.util.List;

/** Lines of which nothing is known but that they begin with a time, in brackets or not. */
final class TimeFirst {
  private static final int MOST_WORDS = 5;

  private TimeFirst() {}

  /** One for each way to write a time, and each number of words that it may have. */
  static List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (String time : TimeNames.patterns()) {
      candidates.add(candidate("^[[](?<time>[^]]+)[]] *(?<message>.*)$", time));
      for (int words = 1; words <= MOST_WORDS; words++) {
        StringBuilder more = new StringBuilder();
        for (int i = 1; i < words; i++) {
          more.append(" +[^ ]+");
        }
        candidates.add(candidate("^(?<time>[^ ]+" + more + ") +(?<message>.*)$", time));
      }
    }
    return candidates;
  }

  private static Candidate candidate(String pattern, String time) {
    return Candidate.of(
        "lines that begin with a time",
        "format",
        "regex",
        "format.pattern",
        pattern,
        "format.timeField",
        "time",
        "format.timePattern",
        time);
  }
}
