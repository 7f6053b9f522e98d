package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The groups that an alert rule watches, by their names and in the order of their coming. */
final class WatchedGroups<G extends WatchedGroups.Member> {
  /** The alert of one group. */
  interface Member {
    /** The group's name: the value of each field. */
    List<String> group();

    /** What has fired and not ended; null if nothing has. */
    @Nullable
    Episode firing();

    void encode(ByteWriter out);

    /** Makes this, which must be new, what {@link #encode} wrote. */
    void decode(ByteReader in);
  }

  private final Map<List<String>, G> groups = new LinkedHashMap<>();
  private final AlertRule rule;
  private final Function<List<String>, G> maker;
  private long dropped;

  /** None yet; {@code maker} makes the alert of a group. */
  WatchedGroups(AlertRule rule, Function<List<String>, G> maker) {
    this.rule = rule;
    this.maker = maker;
  }

  @Nullable
  G find(List<String> name) {
    return groups.get(name);
  }

  /** Watches a group that is not watched yet. */
  G add(List<String> name) {
    G group = maker.apply(name);
    groups.put(name, group);
    return group;
  }

  /** Whether there are as many as the rule allows. */
  boolean isFull() {
    return groups.size() >= rule.maxAlerts;
  }

  /** All of them; what is removed from it is no longer watched. */
  Collection<G> all() {
    return groups.values();
  }

  /** Those whose alert fires. */
  List<G> firing() {
    List<G> firing = new ArrayList<>();
    for (G group : groups.values()) {
      if (group.firing() != null) {
        firing.add(group);
      }
    }
    return firing;
  }

  /** Notes that a group should have been watched and there were too many. */
  void drop() {
    dropped++;
  }

  /** How often that was so. */
  long dropped() {
    return dropped;
  }

  void encode(ByteWriter out) {
    out.writeUnsigned(dropped).writeUnsigned(groups.size());
    for (G group : groups.values()) {
      group.group().forEach(out::writeString);
      group.encode(out);
    }
  }

  /** Makes this, which must be new, what {@link #encode} wrote. */
  void decode(ByteReader in) {
    dropped = in.readUnsigned();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      List<String> name = new ArrayList<>();
      for (int field = 0; field < rule.groupLabels.size(); field++) {
        name.add(in.readString());
      }
      add(name).decode(in);
    }
  }
}
