package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import java.util.Collections;
import java.util.List;

/** What a window says of one group. */
public final class ResultRow {
  /** What stands for each group value of the row of the groups that were too many. */
  public static final String OTHER = "(other)";

  private final List<String> group;
  private final List<@Nullable Object> values;
  private final Kind kind;

  /** What a row is of. */
  enum Kind {
    GROUP,
    UNCERTAIN,
    OTHER,
    RETRACTED,
    RETRACTED_OTHER;

    boolean isOther() {
      return this == OTHER || this == RETRACTED_OTHER;
    }

    boolean isRetracted() {
      return this == RETRACTED || this == RETRACTED_OTHER;
    }
  }

  private ResultRow(List<String> group, List<@Nullable Object> values, Kind kind) {
    this.group = group;
    this.values = values;
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** The row of a group. */
  static ResultRow ofGroup(List<String> group, List<@Nullable Object> values) {
    return new ResultRow(group, values, Kind.GROUP);
  }

  /** The row of a group that could lose its place in a top to one that was folded. */
  static ResultRow uncertain(List<String> group, List<@Nullable Object> values) {
    return new ResultRow(group, values, Kind.UNCERTAIN);
  }

  /** The row of a group that no longer has one. */
  static ResultRow retracted(List<String> group, List<@Nullable Object> values) {
    return new ResultRow(group, values, Kind.RETRACTED);
  }

  /** As {@link #ofOther}, of a session of theirs that is none any more. */
  static ResultRow retractedOther(int fields, List<@Nullable Object> values) {
    return new ResultRow(Collections.nCopies(fields, OTHER), values, Kind.RETRACTED_OTHER);
  }

  /** The row of the groups that were too many, for {@code fields} fields. */
  static ResultRow ofOther(int fields, List<@Nullable Object> values) {
    return new ResultRow(Collections.nCopies(fields, OTHER), values, Kind.OTHER);
  }

  /**
   * The values of the {@code groupBy} fields, in their order, as {@link
   * io.github.flumeaggregation.core.record.LosslessText}. All are {@link #OTHER} for the rest,
   * which a line may hold as well: see {@link #isOther}.
   */
  public List<String> group() {
    return group;
  }

  /**
   * The values of the columns, in their order: {@link java.math.BigDecimal}, {@link String} or, for
   * an empty value, null.
   */
  public List<@Nullable Object> values() {
    return values;
  }

  /** Whether this is the row of the groups that were too many. */
  public boolean isOther() {
    return kind.isOther();
  }

  /**
   * Whether no group that was folded for want of room could take this row's place in a top; true of
   * a row that is in none.
   */
  public boolean isCertain() {
    return kind != Kind.UNCERTAIN;
  }

  /** Whether what the row said before, under this group and window, holds no longer. */
  public boolean isRetracted() {
    return kind.isRetracted();
  }
}
