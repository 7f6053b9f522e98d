package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.core.window.ResultRow;
import io.github.flumeaggregation.core.window.SessionWindows;
import java.util.Collections;

/**
 * An alert on the rows of sessions, for all groups. A group is watched from a session on for which
 * the alert fires, until it is over; so what is kept are the alerts that fire. The row {@code
 * (other)} is no group and never alerts.
 */
final class SessionAlerts implements RowAlerts {
  private final AlertRule rule;
  private final Notifier notifier;
  private final LineSamples samples;
  private final long longestMillis;
  private final WatchedGroups<SessionAlert> groups;

  /** Sessions that end at or before this were closed before anybody judged them. */
  private long startedAfter = Long.MIN_VALUE;

  private long newestEnd = Long.MIN_VALUE;

  SessionAlerts(AlertRule rule, SessionWindows windows, Notifier notifier, LineSamples samples) {
    this.rule = rule;
    this.notifier = notifier;
    this.samples = samples;
    this.longestMillis = windows.maxMillis() + windows.gapMillis();
    this.groups = new WatchedGroups<>(rule, SessionAlert::new);
  }

  @Override
  public void startAfter(long end) {
    startedAfter = end;
    newestEnd = end;
  }

  @Override
  public void closed(ClosedWindow window) {
    if (window.endMillis() > startedAfter) {
      for (ResultRow row : window.rows()) {
        if (!row.isOther()) {
          judge(row, window);
        }
        samples.forgetBefore(row.group(), window.endMillis());
      }
    }
    if (window.endMillis() > newestEnd) {
      newestEnd = window.endMillis();
      samples.forgetBefore(newestEnd - longestMillis); // of sessions that have no row
    }
  }

  private void judge(ResultRow row, ClosedWindow window) {
    @Nullable SessionAlert group = groups.find(row.group());
    long end = window.endMillis();
    if (row.isRetracted() || rule.conditions().judge(row.values()) != Verdict.HOLDS) {
      if (group != null) {
        group.doesNotHold(end);
      }
      return;
    }
    if (!notifier.isNews(end)) {
      return;
    }
    if (group == null && groups.isFull()) {
      groups.drop();
      return;
    }
    SessionAlert alert = group == null ? groups.add(row.group()) : group;
    long now = notifier.nowMillis();
    WindowTimes times = WindowTimes.of(window);
    Trigger trigger = new WindowTrigger(times, row.group(), row.values(), samples);
    alert.holds(end, now, now + rule.keepFiringMillis, trigger, notifier);
  }

  @Override
  public void caughtUp() {
    groups.all().forEach(group -> group.caughtUp(notifier));
    forgetOver();
  }

  private void forgetOver() {
    groups.all().removeIf(group -> group.firing() == null);
  }

  @Override
  public void makeFinal(long horizon) {
    // What changes no more need not be known: what fires ends by the clock.
  }

  @Override
  public boolean isDue() {
    for (SessionAlert group : groups.all()) {
      if (group.isLapsed(notifier.nowMillis())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void tick() {
    for (SessionAlert group : groups.all()) {
      if (group.isLapsed(notifier.nowMillis())) {
        group.lapse(notifier);
      }
    }
    forgetOver();
  }

  @Override
  public void withdraw() {
    Trigger trigger = Ending.withdrawn(notifier.nowMillis(), Collections.emptyMap());
    groups.all().forEach(group -> group.withdraw(trigger, notifier));
  }

  @Override
  public WatchedGroups<SessionAlert> groups() {
    return groups;
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeSigned(startedAfter).writeSigned(newestEnd);
    groups.encode(out);
  }

  @Override
  public void decode(ByteReader in) {
    startedAfter = in.readSigned();
    newestEnd = in.readSigned();
    groups.decode(in);
  }
}
