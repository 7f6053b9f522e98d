package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Notifications are numbered without gap, an alert ends only after it has begun, and what was
 * finally said of it are the episodes that the final rows amount to: each from the end of the first
 * window with so many lines of the group to that of the first one with fewer. What began ahead of
 * the sink's clock may be said to have begun when that was sent.
 *
 * <p>The alert on a session is judged by the clock, so that it is over in the end is all that is
 * asked.
 */
final class AlertsAreRight implements Law {
  @Override
  public void inTheEnd(World world) {
    SaidAlerts said = new SaidAlerts();
    RowCounts rows = new RowCounts();
    for (OutboxRow row : world.consumer.made()) {
      said.take(row);
      rows.take(row);
    }
    boolean sessions = world.setup.window.startsWith("session");
    Set<String> groups = new TreeSet<>(said.groups());
    groups.addAll(rows.groups());
    for (String group : groups) {
      Map<Long, Long> expected =
          sessions || world.setup.alertFrom == 0
              ? Map.of()
              : rows.episodes(group, world.setup.alertFrom, world.setup.stepMillis());
      Map<Long, Long> is = said.episodes(group);
      boolean fires = expected.containsValue(SaidAlerts.OPEN);
      boolean timesAreRight =
          sessions || is.equals(expected) || isClamped(said.times(group), world);
      if (said.fires(group) != fires || !timesAreRight) {
        throw new AssertionError(
            "the alert of %s was said to be %s, at last %s, and should be %s"
                .formatted(
                    group,
                    SaidAlerts.text(is),
                    said.fires(group) ? "on" : "over",
                    SaidAlerts.text(expected)));
      }
    }
  }

  /** Whether a time that was said is one of the clock's, be it that of a window as well. */
  private static boolean isClamped(Set<Long> times, World world) {
    return !Collections.disjoint(times, world.sinkTimes);
  }
}
