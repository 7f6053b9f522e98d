package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.window.row.SinkBooks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An alert on missing data, by the wall clock.
 *
 * <p>It fires for the aggregation as a whole when no line has come into it for {@code noData}. A
 * group that has had lines fires when others have lines and it has had none for as long; while
 * nobody has any, one alert says so, and not one for each group.
 */
final class SilenceAlerts {
  private final AlertRule rule;
  private final Notifier notifier;
  private final Silence whole = new Silence(Collections.emptyList());
  private final WatchedGroups<Silence> groups;

  SilenceAlerts(AlertRule rule, Notifier notifier) {
    this.rule = rule;
    this.notifier = notifier;
    this.groups = new WatchedGroups<>(rule, Silence::new);
  }

  /** Lets all silences begin anew: so far nobody has looked. */
  void restart(SinkBooks books) {
    whole.restart(notifier.nowMillis(), books);
    groups.all().forEach(group -> group.restart(notifier.nowMillis(), books));
  }

  /** Notes that lines of these groups have come. */
  void arrived(Iterable<List<String>> names, SinkBooks books) {
    if (whole.firing() != null) {
      // The groups may come one after the other: each gets its time again.
      groups.all().forEach(group -> group.restart(notifier.nowMillis(), books));
    }
    whole.end(notifier, books);
    if (rule.groupLabels.isEmpty()) {
      return;
    }
    for (List<String> name : names) {
      Silence group = watched(name);
      if (group != null) {
        group.end(notifier, books);
      }
    }
  }

  private @Nullable Silence watched(List<String> name) {
    @Nullable Silence group = groups.find(name);
    if (group == null && groups.isFull()) {
      groups.drop();
      return null;
    }
    return group == null ? groups.add(name) : group;
  }

  /** Whether {@link #tick} would do anything. */
  boolean isDue(boolean mayRepeat) {
    if (isDue(whole, mayRepeat)) {
      return true;
    }
    for (Silence group : groups.all()) {
      if (isDue(group, mayRepeat)) {
        return true;
      }
    }
    return false;
  }

  private boolean isDue(Silence silence, boolean mayRepeat) {
    Episode firing = silence.firing();
    return firing == null ? isSilent(silence) : mayRepeat && notifier.isRepeatDue(firing);
  }

  private boolean isSilent(Silence silence) {
    long until = silence == whole ? notifier.nowMillis() : whole.lastDataMillis();
    return until - silence.lastDataMillis() >= rule.noDataMillis;
  }

  /** Fires what is due. */
  void tick(boolean mayRepeat, Finding ofSource, SinkBooks books) {
    if (isDue(whole, mayRepeat)) {
      whole.fire(notifier, Finding.onAll(whole.linesSince(books), ofSource));
    }
    for (Silence group : groups.all()) {
      if (isDue(group, mayRepeat)) {
        group.fire(notifier, Finding.onGroup(group.linesSince(books), ofSource));
      }
    }
  }

  /** What fires. */
  List<Silence> firing() {
    List<Silence> firing = new ArrayList<>();
    if (whole.firing() != null) {
      firing.add(whole);
    }
    firing.addAll(groups.firing());
    return firing;
  }

  /** How often a group should have been watched and there were too many. */
  long dropped() {
    return groups.dropped();
  }

  void encode(ByteWriter out) {
    whole.encode(out);
    groups.encode(out);
  }

  /** Makes this, which must be new, what {@link #encode} wrote. */
  void decode(ByteReader in) {
    whole.decode(in);
    groups.decode(in);
  }
}
