package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.live.LiveAlert;
import io.github.flumeaggregation.core.window.SessionWindows;
import io.github.flumeaggregation.core.window.Windows;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.row.SinkBooks;
import java.util.ArrayList;
import java.util.List;

/** The state of one rule: of what it says of rows, and of missing data. */
public final class RuleAlerts {
  private final AlertRule rule;
  private final Notifier notifier;
  private final LineSamples samples;
  private final @Nullable RowAlerts rows;
  private final @Nullable SilenceAlerts silences;

  RuleAlerts(AlertRule rule, AlertWriter writer, AlertOutput output) {
    this.rule = rule;
    notifier = new Notifier(rule, writer, output);
    samples = new LineSamples(rule);
    rows = rule.judgesRows() ? rowAlerts() : null;
    silences = rule.watchesForData() ? new SilenceAlerts(rule, notifier) : null;
  }

  private RowAlerts rowAlerts() {
    return rule.windows instanceof SessionWindows
        ? new SessionAlerts(rule, (SessionWindows) rule.windows, notifier, samples)
        : new WindowAlerts(rule, (Windows) rule.windows, notifier, samples);
  }

  public AlertRule rule() {
    return rule;
  }

  public LineSamples samples() {
    return samples;
  }

  /** What it says of rows; null if it does not. */
  @Nullable
  RowAlerts rows() {
    return rows;
  }

  /** What it says of missing data; null if it does not. */
  @Nullable
  SilenceAlerts silences() {
    return silences;
  }

  /** Whether something is to be sent because time has passed. */
  boolean isDue(boolean mayRepeat) {
    if ((silences != null && silences.isDue(mayRepeat)) || (rows != null && rows.isDue())) {
      return true;
    }
    for (Episode firing : mayRepeat ? firingByRows() : new ArrayList<Episode>()) {
      if (notifier.isRepeatDue(firing)) {
        return true;
      }
    }
    return false;
  }

  /** Sends what is due. */
  void tick(boolean mayRepeat, Finding ofSource, SinkBooks books) {
    if (silences != null) {
      silences.tick(mayRepeat, ofSource, books);
    }
    if (rows != null) {
      rows.tick();
    }
    for (Episode firing : mayRepeat ? firingByRows() : new ArrayList<Episode>()) {
      if (notifier.isRepeatDue(firing)) {
        notifier.repeat(firing);
      }
    }
  }

  private List<Episode> firingByRows() {
    List<Episode> episodes = new ArrayList<>();
    if (rows != null) {
      for (WatchedGroups.Member group : rows.groups().firing()) {
        Episode firing = group.firing();
        if (firing != null) {
          episodes.add(firing);
        }
      }
    }
    return episodes;
  }

  /** Adds what fires, as it is shown to people, as long as there is room for it. */
  void addFiring(List<LiveAlert> to, int room) {
    if (rows != null) {
      rows.groups().firing().forEach(group -> addFiring(to, room, group));
    }
    if (silences != null) {
      silences.firing().forEach(silence -> addFiring(to, room, silence));
    }
  }

  private void addFiring(List<LiveAlert> to, int room, WatchedGroups.Member of) {
    Episode firing = of.firing();
    if (firing == null || to.size() >= room) {
      return;
    }
    OutboxRow notice = firing.notice;
    to.add(
        new LiveAlert(
            rule.name,
            rule.groupLabels,
            of.group(),
            firing.startsAtMillis,
            notice == null ? null : notice.body()));
  }

  /** Ends what fires, since the rule is no longer configured as it was. */
  void withdraw() {
    if (rows != null) {
      rows.withdraw();
    }
    if (silences != null) {
      silences.firing().forEach(silence -> silence.withdraw(notifier));
    }
  }

  /** Number of alerts that fire. */
  public int firing() {
    return firingByRows().size() + (silences == null ? 0 : silences.firing().size());
  }

  /** How often a group should have been watched and there were too many. */
  long dropped() {
    return (rows == null ? 0 : rows.groups().dropped())
        + (silences == null ? 0 : silences.dropped());
  }

  void encode(ByteWriter out) {
    notifier.encode(out);
    samples.encode(out);
    if (rows != null) {
      rows.encode(out);
    }
    if (silences != null) {
      silences.encode(out);
    }
  }

  /** Makes this, which must be new, what {@link #encode} wrote. */
  void decode(ByteReader in) {
    notifier.decode(in);
    samples.decode(in);
    if (rows != null) {
      rows.decode(in);
    }
    if (silences != null) {
      silences.decode(in);
    }
  }
}
