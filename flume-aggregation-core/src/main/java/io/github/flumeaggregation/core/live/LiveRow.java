package io.github.flumeaggregation.core.live;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A row of a {@link LiveWindow}. Immutable. */
public final class LiveRow {
  private final List<String> group;
  private final boolean other;
  private final List<@Nullable Object> values;

  /**
   * The row of a group.
   *
   * @param group the values of the fields that lines are grouped by
   * @param other whether it is the row of the groups that were too many
   * @param values of the columns: {@link java.math.BigDecimal}, {@link String} or null
   */
  public LiveRow(List<String> group, boolean other, List<? extends @Nullable Object> values) {
    this.group = Collections.unmodifiableList(new ArrayList<>(group));
    this.other = other;
    this.values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  public List<String> group() {
    return group;
  }

  public boolean isOther() {
    return other;
  }

  public List<@Nullable Object> values() {
    return values;
  }

  /** What tells it from the other rows of its window. */
  List<Object> key() {
    List<Object> key = new ArrayList<>(group);
    key.add(other);
    return key;
  }
}
