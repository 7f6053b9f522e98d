package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Says why lines are unparsed: of the first one, the tenth, the hundredth and so on; and loudly if
 * none of the first lines is of the format. Cost: a count for each line, and a second look at those
 * few.
 */
final class UnparsedLines {
  /** So many lines decide whether the format is the right one. */
  static final int FIRST_LINES = 100;

  private static final int SAMPLES = 10;
  private static final int LONGEST_SAMPLE = 64 << 10;

  private final String format;
  private final LineShape shape;
  private final LikelyMistake likelyMistake;
  private final List<byte[]> samples = new ArrayList<>();
  private long parsed;
  private long unparsed;
  private long nextToExplain = 1;

  UnparsedLines(String format, LineShape shape, LikelyMistake likelyMistake) {
    this.format = format;
    this.shape = shape;
    this.likelyMistake = likelyMistake;
  }

  /** A line that parsed. */
  void countParsed() {
    parsed++;
  }

  /** Counts here too what another one has counted as parsed. */
  void addParsed(UnparsedLines other) {
    parsed += other.parsed;
  }

  /** Begins anew to count lines that parsed. */
  void dropParsed() {
    parsed = 0;
  }

  /** A line that did not; true if it is one of those to be explained. */
  boolean count(byte[] bytes, int from, int to) {
    unparsed++;
    if (parsed == 0 && samples.size() < SAMPLES && to - from <= LONGEST_SAMPLE) {
      samples.add(Arrays.copyOfRange(bytes, from, to));
    }
    return unparsed == nextToExplain || noneParsed();
  }

  private boolean noneParsed() {
    return parsed == 0 && unparsed == FIRST_LINES;
  }

  /** What to say of the line counted last; {@code reason} is null if it needs no explanation. */
  @Nullable
  String remark(@Nullable Mismatch reason) {
    nextToExplain = reason == null ? unparsed + 1 : 10 * unparsed;
    if (noneParsed() && !samples.isEmpty()) {
      return "NONE of the first "
          + FIRST_LINES
          + " lines is of the format '"
          + format
          + "': all are counted as unparsed, and nothing is aggregated. "
          + likely(reason);
    }
    if (reason == null) {
      return null;
    }
    return "unparsed by the format '"
        + format
        + "' so far: "
        + unparsed
        + " of "
        + (parsed + unparsed)
        + " lines. In this one, "
        + place(reason)
        + ". This is said again of unparsed line "
        + nextToExplain;
  }

  private String likely(@Nullable Mismatch reason) {
    if (reason == null) {
      return "Most likely " + likelyMistake.of(samples);
    }
    return reason.isOfTime()
        ? "Most likely the time is another one: in the last line, " + place(reason)
        : "Most likely " + likelyMistake.of(samples) + ". In the last line, " + place(reason);
  }

  /** Where a line is not of the format, what is expected there, and what stands there. */
  String place(Mismatch reason) {
    return reason.expected
        + " is expected at column "
        + reason.column()
        + ", after '"
        + shape.before(reason.text, reason.at)
        + "', where '"
        + shape.after(reason.text, reason.at)
        + "' stands"
        + (shape.showsText() ? "" : " (structure; logUnparsed = text shows the line)");
  }
}
