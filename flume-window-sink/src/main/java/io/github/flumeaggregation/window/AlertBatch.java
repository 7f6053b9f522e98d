package io.github.flumeaggregation.window;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.concurrent.GuardedBy;

/**
 * Notifications that are posted together, and how far their posting has come at each Alertmanager.
 * Safe for use by several threads.
 */
final class AlertBatch {
  /** One notification. */
  static final class Alert {
    private final String id;
    private final String json;

    /**
     * One of an event.
     *
     * @param json the elements of an array, without its brackets
     */
    Alert(String id, String json) {
      this.id = id;
      this.json = json;
    }

    String id() {
      return id;
    }
  }

  private final List<Alert> alerts;
  private final int alertmanagers;

  @GuardedBy("this")
  private final Set<Object> failed = new HashSet<>();

  @GuardedBy("this")
  private boolean done;

  @GuardedBy("this")
  private boolean withdrawn;

  /**
   * One that nobody has posted.
   *
   * @param alertmanagers how many are to post it
   */
  AlertBatch(List<Alert> alerts, int alertmanagers) {
    this.alerts = alerts;
    this.alertmanagers = alertmanagers;
  }

  List<Alert> alerts() {
    return alerts;
  }

  /** The array that Alertmanager takes. */
  static byte[] body(List<Alert> alerts) {
    StringBuilder array = new StringBuilder("[");
    for (Alert alert : alerts) {
      array.append(array.length() == 1 ? "" : ",").append(alert.json);
    }
    return array.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** An Alertmanager has taken it, or refused it for good; too late if it is withdrawn. */
  synchronized void done() {
    done = !withdrawn;
    notifyAll();
  }

  /**
   * An Alertmanager has not taken it at this attempt. When none has, it is withdrawn at once: who
   * posted it until its events have come again would post them twice.
   */
  synchronized void failedAt(Object alertmanager) {
    failed.add(alertmanager);
    withdrawn |= !done && failed.size() >= alertmanagers;
    notifyAll();
  }

  /**
   * Waits until one Alertmanager is done with it, or each has failed once.
   *
   * @return whether one is done with it; if not, it is withdrawn from all
   */
  synchronized boolean awaitDone() throws InterruptedException {
    while (!done && !withdrawn) {
      wait();
    }
    return done;
  }

  /** Nobody is to post it any more: it comes again. */
  synchronized void withdraw() {
    withdrawn = true;
  }

  synchronized boolean isWithdrawn() {
    return withdrawn;
  }
}
