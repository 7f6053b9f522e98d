package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Aggregates;
import io.github.flumeaggregation.core.aggregate.CarriedStates;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.StableHash;

/**
 * The states of the groups of one slice or window.
 *
 * <p>Idea: which of too many groups stay is decided by the hashes of their keys alone, smallest
 * first: a bottom-k sample (Cohen and Kaplan, "Summarizing data using bottom-k sketches"). That
 * needs no counts, so it can be decided while lines come, and in each part of the lines by itself.
 * What differs from a sample: the other groups are not dropped but folded into row {@link #OTHER},
 * so the rows add up to the whole.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>group {@code i} of {@link #keys} is in row {@code i + 1} of {@link #states}; row {@link
 *       #OTHER} is always there;
 *   <li>each line that was added or merged is in one row;
 *   <li>a group that was folded is not among the {@code maxGroups} smallest of all the keys ever
 *       added, and once a group is folded, its later lines are (see {@link #threshold}). Therefore
 *       {@link #limit} gives the same groups and the same states whatever the order of the lines
 *       was, and whichever tables were merged first.
 * </ol>
 *
 * <p>Cost: a line is one look-up of its key. Folding goes over the whole table, but only once there
 * are more than twice {@code maxGroups}: amortised constant. Memory: the states' width and what
 * {@link GroupKeys} takes, no object for a group.
 */
final class GroupTable {
  /** Something to be done for the row of a group here and in another table. */
  interface RowPairAction {
    void accept(int row, int otherRow);
  }

  /** Tells some keys from others. */
  interface KeyTest {
    boolean test(byte[] bytes, int from);
  }

  /** How many groups are best looked up together: about as many loads as a processor has open. */
  static final int TOGETHER = 16;

  /** Tables of fewer groups are mostly in the processor's cache anyhow. */
  private static final int FEW = 1_000;

  /** The row of the groups that were too many; group i is in row i + 1. */
  static final int OTHER = 0;

  private final Aggregates aggregates;
  private final int maxGroups;
  private GroupKeys keys = new GroupKeys();
  private States states;

  /** Groups above it are folded: holds one key, or none if all groups are kept. */
  private GroupKeys threshold;

  GroupTable(Aggregates aggregates, int maxGroups) {
    this(aggregates, maxGroups, new GroupKeys());
  }

  /** A table that begins with a threshold, see {@link #fold}. */
  GroupTable(Aggregates aggregates, int maxGroups, GroupKeys threshold) {
    this.aggregates = aggregates;
    this.maxGroups = maxGroups;
    this.threshold = threshold;
    this.states = emptyStates();
  }

  private States emptyStates() {
    States empty = aggregates.newStates();
    empty.clear(OTHER);
    return empty;
  }

  /** The states; row {@link #OTHER}, and row i + 1 for group i. */
  States states() {
    return states;
  }

  GroupKeys keys() {
    return keys;
  }

  /** Number of groups, {@link #OTHER} not counted. */
  int size() {
    return keys.size();
  }

  /** Adds a line to the group {@code key}. */
  void add(GroupKey key, Record record) {
    addUnlimited(key, record);
    if (isTooLarge()) {
      limit();
    }
  }

  /**
   * Adds {@code count} lines to their groups; leaves it to the caller to {@link #limit}. Among many
   * groups cheaper than one by one.
   *
   * @param rows of {@code count} elements or more, overwritten
   */
  void addUnlimited(GroupKey[] lineKeys, Record[] records, int count, int[] rows) {
    if (hasMany()) {
      keys.prefetch(lineKeys, count, rows);
    }
    for (int i = 0; i < count; i++) {
      rows[i] = row(lineKeys[i]);
    }
    if (hasMany()) {
      states.prefetch(rows, 0, count);
    }
    for (int i = 0; i < count; i++) {
      states.add(records[i], rows[i]);
    }
  }

  /** As {@link #add}, but leaves it to the caller to {@link #limit}. */
  void addUnlimited(GroupKey key, Record record) {
    int row = row(key);
    states.add(record, row);
  }

  /** The row for the group {@code key}, made if there is none. */
  int row(GroupKey key) {
    return row(key.bytes(), 0, key.length(), key.hash());
  }

  /** The row for the group of this key, made if there is none. */
  int row(byte[] key) {
    return row(key, 0, key.length, StableHash.of(key, 0, key.length));
  }

  /** The row that the lines of the group {@code key} are in, or -1 if there is none yet. */
  int find(GroupKey key) {
    int found = keys.find(key.bytes(), 0, key.length(), key.hash());
    if (found >= 0) {
      return found + 1;
    }
    return isFolded(key.bytes(), 0, key.length(), key.hash()) ? OTHER : -1;
  }

  /** Number of lines of a group. */
  long lines(GroupKey key) {
    int row = find(key);
    return row < 0 ? 0 : states.lines(row);
  }

  /** Adds the states of a group, if it is here, to a row of {@code target}. */
  void mergeInto(States target, int targetRow, GroupKey key) {
    int row = find(key);
    if (row >= 0) {
      target.merge(targetRow, states, row);
    }
  }

  private boolean isFolded(byte[] key, int from, int to, long hash) {
    return threshold.size() > 0 && threshold.compare(0, key, from, to, hash) < 0;
  }

  /** Adds all groups of {@code part}; leaves it to the caller to {@link #limit}. */
  void merge(GroupTable part) {
    forEachRow(rows(part.keys), (row, partRow) -> states.merge(row, part.states, partRow));
  }

  /**
   * Does something for each row of another table and that of the same group here.
   *
   * @param rows what {@link #rows} says of the other table
   */
  void forEachRow(int[] rows, RowPairAction action) {
    action.accept(OTHER, OTHER);
    for (int i = 0; i < rows.length; i++) {
      if (i % TOGETHER == 0 && hasMany()) {
        states.prefetch(rows, i, Math.min(i + TOGETHER, rows.length));
      }
      action.accept(rows[i], i + 1);
    }
  }

  private boolean hasMany() {
    return keys.size() > FEW;
  }

  /** The rows for the groups of another table, made if there are none. */
  int[] rows(GroupKeys source) {
    int[] rows = new int[source.size()];
    int[] scratch = new int[TOGETHER];
    for (int i = 0; i < rows.length; i++) {
      if (i % TOGETHER == 0 && hasMany()) {
        keys.prefetch(source, i, Math.min(TOGETHER, rows.length - i), scratch);
      }
      rows[i] = row(source, i);
    }
    return rows;
  }

  /** The row for a group of another table, made if there is none. */
  int row(GroupKeys source, int number) {
    return row(source.bytes(), source.from(number), source.to(number), source.hash(number));
  }

  /** The row of a group of another table, or -1 if there is none. */
  int find(GroupKeys source, int number) {
    int found = keys.find(source, number);
    return found < 0 ? -1 : found + 1;
  }

  private int row(byte[] key, int from, int to, long hash) {
    int found = keys.find(key, from, to, hash);
    return found >= 0 ? found + 1 : newRow(key, from, to, hash);
  }

  private int newRow(byte[] key, int from, int to, long hash) {
    if (isFolded(key, from, to, hash)) {
      return OTHER;
    }
    int row = keys.add(key, from, to, hash) + 1;
    states.clear(row);
    return row;
  }

  /** About what the table takes in memory. */
  long bytesHeld() {
    return keys.bytesHeld() + threshold.bytesHeld() + states.bytesHeld();
  }

  /** Above this key groups are folded; null if none are. */
  @Nullable
  GroupKeys threshold() {
    return threshold.size() == 0 ? null : threshold;
  }

  /** Folds all but half of the groups, those with the smallest key hashes, into OTHER. */
  void halve() {
    if (keys.size() > 1) {
      fold(keys.only(keys.byHash()[keys.size() / 2 - 1]));
    }
  }

  /** Makes this table, which must be empty, what one of other columns amounts to. */
  void carry(GroupTable before, CarriedStates carried) {
    keys = before.keys.copy();
    for (int row = 0; row <= keys.size(); row++) {
      carried.carry(before.states, row, states, row);
    }
    threshold = before.threshold.copy();
  }

  /** Writes the groups and their states down; to an image as they are now, at next to no cost. */
  void encode(ByteWriter out) {
    if (out.isOfImage()) {
      out.putOff(view()::encodeNow);
    } else {
      encodeNow(out);
    }
  }

  private void encodeNow(ByteWriter out) {
    keys.encode(out);
    for (int row = 0; row <= keys.size(); row++) {
      states.encode(row, out);
    }
    threshold.encode(out);
  }

  /** Makes this table, which must be empty, what {@link #encode} wrote. */
  void decode(ByteReader in) {
    keys = GroupKeys.decode(in);
    for (int row = 0; row <= keys.size(); row++) {
      states.decode(in, row);
    }
    threshold = GroupKeys.decode(in);
  }

  /** Whether there are so many groups more than allowed that limiting them is worth it. */
  boolean isTooLarge() {
    return keys.size() > 2L * maxGroups;
  }

  /** Folds all but the {@code maxGroups} groups with the smallest key hashes into OTHER. */
  void limit() {
    if (keys.size() > maxGroups) {
      fold(keys.only(keys.byHash()[maxGroups - 1]));
    }
  }

  /**
   * Folds all groups above a key into OTHER, those of later lines too.
   *
   * @param largest holds the largest key, by {@link GroupKeys#compare}, that stays
   */
  void fold(GroupKeys largest) {
    GroupTable kept = new GroupTable(aggregates, maxGroups, largest);
    kept.merge(this);
    threshold = largest;
    keys = kept.keys;
    states = kept.states;
  }

  /** Folds the groups that are not kept into OTHER; a later line of one makes a group again. */
  void retain(KeyTest kept) {
    boolean[] keptNumbers = new boolean[keys.size()];
    for (int i = 0; i < keptNumbers.length; i++) {
      keptNumbers[i] = kept.test(keys.bytes(), keys.from(i));
    }
    retain(keptNumbers);
  }

  /** As {@link #retain(KeyTest)}, by the groups' numbers. */
  void retain(boolean[] kept) {
    GroupTable rest = new GroupTable(aggregates, maxGroups);
    rest.states.merge(OTHER, states, OTHER);
    for (int i = 0; i < kept.length; i++) {
      int row = kept[i] ? rest.row(keys, i) : OTHER;
      rest.states.merge(row, states, i + 1);
    }
    keys = rest.keys;
    states = rest.states;
  }

  /** Makes this a table without groups. */
  void clear() {
    keys = new GroupKeys();
    states = emptyStates();
  }

  /**
   * The table as it is now, not to be changed; see {@link States#view} and {@link GroupKeys#view}.
   */
  GroupTable view() {
    GroupTable view = new GroupTable(aggregates, maxGroups, threshold);
    view.keys = keys.view();
    view.states = states.view(keys.size() + 1);
    return view;
  }

  /** Folds all but the first {@code count} groups of an order of all of them into OTHER. */
  void keep(int[] order, int count) {
    GroupTable kept = new GroupTable(aggregates, maxGroups);
    kept.states.merge(OTHER, states, OTHER);
    for (int i = 0; i < order.length; i++) {
      int row = i < count ? kept.row(keys, order[i]) : OTHER;
      kept.states.merge(row, states, order[i] + 1);
    }
    keys = kept.keys;
    states = kept.states;
  }
}
