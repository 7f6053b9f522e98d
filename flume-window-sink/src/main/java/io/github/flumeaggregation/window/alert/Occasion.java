package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import java.util.List;

/** Something on which notifications about one group may be sent. */
final class Occasion {
  private final Notifier notifier;
  private final List<String> group;
  private final Trigger trigger;

  /**
   * @param group the values of the group's fields; none for the aggregation as a whole
   */
  Occasion(Notifier notifier, List<String> group, Trigger trigger) {
    this.notifier = notifier;
    this.group = group;
    this.trigger = trigger;
  }

  /** Whether what happened at this time is young enough to be sent. */
  boolean isNews(long millis) {
    return notifier.isNews(millis);
  }

  /**
   * Sends that the episode fires, if what was sent last may say otherwise.
   *
   * @param moved whether it begins at another time than what was sent of it says
   */
  void remind(@Nullable Episode firing, long sentBefore, boolean moved) {
    if (firing == null || !firing.announced) {
      return;
    }
    if (moved) {
      firing(firing);
    } else if (notifier.sent() > sentBefore) {
      notifier.repeat(firing);
    }
  }

  /** How many notifications have been sent so far. */
  long sent() {
    return notifier.sent();
  }

  /** Sends that the episode fires. */
  void firing(Episode episode) {
    episode.notice = notifier.send(group, episode, trigger);
    episode.announced = true;
    episode.sentMillis = notifier.nowMillis();
  }

  /** Sends that the episode has ended. */
  void resolved(Episode episode) {
    episode.notice = null;
    notifier.send(group, episode, trigger);
  }
}
