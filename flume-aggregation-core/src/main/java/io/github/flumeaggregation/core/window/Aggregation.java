package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Aggregates;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.expression.Call;
import io.github.flumeaggregation.core.expression.ComputeList;
import io.github.flumeaggregation.core.expression.Condition;
import io.github.flumeaggregation.core.expression.Conditions;
import io.github.flumeaggregation.core.expression.FieldList;
import io.github.flumeaggregation.core.expression.NamedField;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is computed of which lines, by which groups: one named aggregation of a configuration. */
public final class Aggregation {
  /** The rate of no lines is 0 whatever the length of the window. */
  private static final long ANY_WINDOW_MILLIS = 1;

  private static final int DEFAULT_MAX_GROUPS = 100_000;
  private static final int LARGEST_MAX_GROUPS = 10_000_000;
  private static final int DEFAULT_MAX_LIVE_GROUPS = 1_000;
  private static final int LARGEST_MAX_LIVE_GROUPS = 10_000;

  /** What to write under a key that is there and empty. */
  private static final Map<String, String> EXAMPLES = examples();

  private final String name;

  /** Of what lines what is computed, as the configuration says it. */
  private final List<String> computed;

  private final @Nullable Condition where;
  private final List<NamedField> groupBy;
  private final Aggregates aggregates;
  private final int maxGroups;
  private final @Nullable Having having;
  private final @Nullable TopSpec top;

  private Aggregation(String name, Settings settings, Fields fields, int maxGroups) {
    this.name = name;
    this.computed =
        Arrays.asList(
            settings.text("where", ""), settings.text("groupBy", ""), settings.text("compute", ""));
    this.maxGroups = maxGroups;
    this.groupBy =
        settings.has("groupBy")
            ? orNone(read(settings, "groupBy", text -> FieldList.parse(text, fields)))
            : Collections.emptyList();
    this.where =
        settings.has("where")
            ? read(settings, "where", text -> Conditions.compile(text, fields))
            : null;
    List<Call> compute = orNone(read(settings, "compute", text -> ComputeList.parse(text, fields)));
    this.aggregates = Aggregates.compile(compute, fields);
    this.having = readHaving(settings, compute);
    this.top =
        settings.has("top") ? read(settings, "top", text -> TopSpec.parse(text, aggregates)) : null;
    if (top != null && !settings.has("groupBy")) {
      settings.fault(
          "top", "there is one group without 'groupBy'; say by what to group, or leave 'top' out");
    }
  }

  /**
   * Reads {@code where}, {@code groupBy}, {@code compute}, {@code having}, {@code maxGroups} and
   * {@code top}. Faults are noted in the settings; the result is usable only if there are none.
   */
  public static Aggregation read(String name, Settings settings, Fields fields) {
    int maxGroups = settings.integer("maxGroups", DEFAULT_MAX_GROUPS, 1, LARGEST_MAX_GROUPS);
    return new Aggregation(name, settings, fields, maxGroups);
  }

  /**
   * As {@link #read}, for a {@link LiveAggregation}: it has fewer groups, since whoever looks at
   * its values looks at all of them.
   */
  public static Aggregation readLive(String name, Settings settings, Fields fields) {
    int maxGroups =
        settings.integer("maxGroups", DEFAULT_MAX_LIVE_GROUPS, 1, LARGEST_MAX_LIVE_GROUPS);
    return new Aggregation(name, settings, fields, maxGroups);
  }

  private static @Nullable Having readHaving(Settings settings, List<Call> compute) {
    if (settings.has("having") && !compute.isEmpty()) {
      return read(settings, "having", text -> Having.parse(text, compute));
    }
    return null; // without columns the fault is in compute, and has been noted
  }

  private static Map<String, String> examples() {
    Map<String, String> examples = new HashMap<>();
    examples.put("compute", "say what to compute, such as 'count, sum(bytes)'");
    examples.put(
        "where", "say which lines are meant, such as 'status >= 500', or leave the key out");
    examples.put("groupBy", "name fields, such as 'status, method', or leave the key out");
    examples.put("having", "say which rows are wanted, such as 'count > 10', or leave the key out");
    examples.put("top", "say how many groups, such as '10 by count', or leave the key out");
    return examples;
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? Collections.emptyList() : list;
  }

  private static <T> @Nullable T read(Settings settings, String key, Function<String, T> parser) {
    String text = settings.required(key, String.valueOf(EXAMPLES.get(key)));
    if (text.isEmpty()) {
      return null;
    }
    try {
      T parsed = parser.apply(text);
      for (String suspicion : Conditions.suspicions(text)) {
        settings.warn(key, suspicion);
      }
      return parsed;
    } catch (IllegalArgumentException e) {
      settings.fault(key, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** The name, as rows show it. */
  public String name() {
    return name;
  }

  /** The fields whose values name a line's group; none: all lines are one group. */
  public List<NamedField> groupBy() {
    return groupBy;
  }

  /** What is computed for each group. */
  public Aggregates aggregates() {
    return aggregates;
  }

  /** How many groups a window may have before the rest are folded into one. */
  public int maxGroups() {
    return maxGroups;
  }

  /**
   * Folds the groups that have no rows of their own: those beyond {@code maxGroups}, then those
   * that are not in the {@code top}.
   *
   * @return the numbers of the groups that would not be in the {@code top} for certain if it knew
   *     the groups beyond {@code maxGroups}
   */
  BitSet limit(GroupTable groups, long windowMillis) {
    groups.limit();
    return top == null
        ? new BitSet()
        : top.keep(
            groups,
            top.count(),
            windowMillis,
            FoldedBound.UNKNOWN,
            withoutRow(groups, windowMillis));
  }

  /**
   * As {@link #limit}, but what stays of too many groups are those of the largest {@linkplain
   * FoldedBound#credit credit}, or all that {@code top} may choose from.
   */
  BitSet limitLive(GroupTable groups, long windowMillis, FoldedBound folded) {
    if (top != null) {
      int most = Math.min(top.count(), maxGroups);
      return top.keep(groups, most, windowMillis, folded, withoutRow(groups, windowMillis));
    }
    if (groups.size() > maxGroups) {
      long[] credit = new long[groups.size()];
      Arrays.setAll(credit, number -> folded.credit(number, groups.states().lines(number + 1)));
      groups.keep(groups.keys().byWeight(credit), maxGroups);
    }
    return new BitSet();
  }

  /** Whether groups may have no rows of their own though there is room for them. */
  boolean choosesGroups() {
    return top != null || having != null;
  }

  /** The numbers of the groups of which {@code having} does not hold. */
  BitSet withoutRow(GroupTable groups, long windowMillis) {
    BitSet without = new BitSet();
    for (int number = 0; having != null && number < groups.size(); number++) {
      without.set(
          number, !having.holds(GroupRows.values(this, groups.states(), number + 1, windowMillis)));
    }
    return without;
  }

  /** Whether a group of these values has a row. */
  boolean hasRow(List<@Nullable Object> values) {
    return having == null || having.holds(values);
  }

  /** Whether the aggregation takes this line. */
  public boolean accepts(Record record) {
    return where == null || where.test(record);
  }

  /** Whether {@code other} has the same states for the same lines; both are of one format. */
  boolean computesTheSameAs(Aggregation other) {
    return computed.equals(other.computed);
  }

  /** The values of the columns for a group without any line: counts are 0, averages null. */
  public List<@Nullable Object> valuesOfNothing() {
    States nothing = aggregates.newStates();
    nothing.clear(0);
    return GroupRows.values(this, nothing, 0, ANY_WINDOW_MILLIS);
  }

  /** The values of the {@code groupBy} fields of a line, as rows show them. */
  public List<String> group(Record record) {
    GroupKey key = newGroupKey();
    key.read(record);
    return Arrays.asList(GroupKey.values(key.bytes(), 0, groupBy.size()));
  }

  /** A table for the groups of its lines. */
  GroupTable newGroups() {
    return new GroupTable(aggregates, maxGroups);
  }

  /** A reader of the group keys of this aggregation's lines. */
  GroupKey newGroupKey() {
    return new GroupKey(groupBy.stream().mapToInt(NamedField::index).toArray());
  }
}
