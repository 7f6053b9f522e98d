package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Lines that notifications of one alert may show: of each group, the first few of each step of its
 * windows. They go with their windows, and there are never more of them than for {@code maxAlerts}
 * groups at a time; beyond that, notifications show fewer.
 */
public final class LineSamples {
  private final AlertRule rule;
  private final int maxLines;
  private final Map<List<String>, TreeMap<Long, List<String>>> byGroup = new HashMap<>();
  private int lines;

  /** What has been added and not been written to a log: groups, ends of steps, lines. */
  private final ByteWriter staged = new ByteWriter();

  private int stagedLines;

  LineSamples(AlertRule rule) {
    this.rule = rule;
    this.maxLines = rule.maxAlerts * rule.samples;
  }

  AlertRule rule() {
    return rule;
  }

  /**
   * Takes a line if it is worth showing and there is room. No notification shows one that is late
   * for all its windows: it must not take the place of another.
   *
   * @param horizon windows that end at or before it are final
   */
  public void offer(Record line, long horizon, Supplier<String> text) {
    if (lines >= maxLines
        || rule.windows.areFinal(line.timeMillis(), horizon)
        || !rule.isSample(line)) {
      return;
    }
    List<String> group = rule.aggregation.group(line);
    long end = rule.windows.stepEnd(line.timeMillis());
    if (ofStep(group, end).size() < rule.samples) {
      String shown = text.get();
      add(group, end, shown);
      group.forEach(staged::writeString);
      staged.writeSigned(end).writeString(shown);
      stagedLines++;
    }
  }

  private List<String> ofStep(List<String> group, long end) {
    @Nullable TreeMap<Long, List<String>> steps = byGroup.get(group);
    return steps == null
        ? Collections.emptyList()
        : steps.getOrDefault(end, Collections.emptyList());
  }

  private void add(List<String> group, long end, String text) {
    byGroup
        .computeIfAbsent(group, g -> new TreeMap<>())
        .computeIfAbsent(end, e -> new ArrayList<>())
        .add(text);
    lines++;
  }

  /** The newest lines of a group in windows of this time. */
  List<String> of(List<String> group, long startMillis, long endMillis) {
    @Nullable TreeMap<Long, List<String>> steps = byGroup.get(group);
    List<String> found = new ArrayList<>();
    if (steps != null && startMillis < endMillis) {
      for (List<String> step :
          steps.subMap(startMillis, false, endMillis, true).descendingMap().values()) {
        found.addAll(step.subList(0, Math.min(step.size(), rule.samples - found.size())));
      }
    }
    return found;
  }

  /** Forgets the lines before {@code millis}. */
  void forgetBefore(long millis) {
    byGroup.values().removeIf(steps -> forgetBefore(steps, millis));
  }

  /** Forgets the lines of one group before {@code millis}. */
  void forgetBefore(List<String> group, long millis) {
    @Nullable TreeMap<Long, List<String>> steps = byGroup.get(group);
    if (steps != null && forgetBefore(steps, millis)) {
      byGroup.remove(group);
    }
  }

  /** Whether no lines are left. */
  private boolean forgetBefore(NavigableMap<Long, List<String>> steps, long millis) {
    Map<Long, List<String>> old = steps.headMap(millis, true);
    old.values().forEach(step -> lines -= step.size());
    old.clear();
    return steps.isEmpty();
  }

  public boolean hasStaged() {
    return stagedLines > 0;
  }

  /** Writes down what was added since the last call, for {@link #decode}. */
  public void encodeStaged(ByteWriter out) {
    out.writeUnsigned(stagedLines).writeBytes(staged.array(), 0, staged.length());
    staged.reset();
    stagedLines = 0;
  }

  /** Writes everything down, for {@link #decode}; nothing must be staged. */
  void encode(ByteWriter out) {
    byGroup.forEach(
        (group, steps) ->
            steps.forEach(
                (end, step) ->
                    step.forEach(
                        text -> {
                          group.forEach(staged::writeString);
                          staged.writeSigned(end).writeString(text);
                        })));
    stagedLines = lines;
    encodeStaged(out);
  }

  /** Adds what was written down. */
  public void decode(ByteReader in) {
    int count = in.readSize(Integer.MAX_VALUE);
    ByteReader added = new ByteReader(in.readBytes());
    for (int i = 0; i < count; i++) {
      List<String> group = new ArrayList<>();
      for (int field = 0; field < rule.groupLabels.size(); field++) {
        group.add(added.readString());
      }
      add(group, added.readSigned(), added.readString());
    }
  }
}
