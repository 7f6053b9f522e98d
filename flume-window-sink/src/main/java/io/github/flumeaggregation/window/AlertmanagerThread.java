package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.concurrent.GuardedBy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts batches to one Alertmanager, in order, each until it is taken or refused for good. What one
 * of several Alertmanagers cannot take waits here, in memory and within a bound, while the others
 * go on.
 */
final class AlertmanagerThread {
  private static final Logger LOGGER = LoggerFactory.getLogger(AlertmanagerThread.class);
  private static final long MIN_WAIT_MILLIS = 200;
  private static final long MAX_WAIT_MILLIS = 30_000;

  /** What is waited for at most because a server asks for it: a slip of its must not end alerts. */
  private static final long MAX_ASKED_MILLIS = TimeUnit.HOURS.toMillis(1);

  private static final int MAX_WAITING_ALERTS = 10_000;
  private static final long STOP_MILLIS = 2_000;

  private final String sink;
  private final String name;
  private final AlertmanagerClient client;
  private final AlertmanagerSinkCounter counter;
  private final Pause pause;
  private final Thread thread;

  @GuardedBy("batches")
  private final Deque<AlertBatch> batches = new ArrayDeque<>();

  private final AtomicLong waiting = new AtomicLong();
  private volatile boolean stopped;

  /** The batch that is being posted, and what of it has neither been taken nor refused. */
  private @Nullable AlertBatch current;

  private final List<AlertBatch.Alert> left = new ArrayList<>();
  private long waitMillis = MIN_WAIT_MILLIS;

  /** What was said last; by the thread, and by who offers. */
  @GuardedBy("this")
  private String complaint = "";

  AlertmanagerThread(
      String sink,
      String name,
      AlertmanagerClient client,
      AlertmanagerSinkCounter counter,
      Pause pause) {
    this.sink = sink;
    this.name = name;
    this.client = client;
    this.counter = counter;
    this.pause = pause;
    thread = new Thread(this::run, "alertmanager-" + sink + '-' + name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * Posts a batch after those that wait; of these, the oldest are given up if they are too many.
   */
  void offer(AlertBatch batch) {
    int givenUp = 0;
    synchronized (batches) {
      batches.addLast(batch);
      waiting.addAndGet(batch.alerts().size());
      while (waiting.get() > MAX_WAITING_ALERTS && batches.size() > 2) {
        AlertBatch first = batches.removeFirst(); // may just be being posted
        AlertBatch oldest = batches.removeFirst();
        batches.addFirst(first);
        givenUp += oldest.alerts().size();
        waiting.addAndGet(-oldest.alerts().size());
      }
      batches.notifyAll();
    }
    if (givenUp > 0) {
      counter.addMissed(givenUp);
      complain("has missed alerts, since more than " + MAX_WAITING_ALERTS + " waited for it");
    }
  }

  /** Alerts that have been taken from the channel and wait for this Alertmanager. */
  long waiting() {
    return waiting.get();
  }

  private void run() {
    try {
      while (!stopped) {
        AlertBatch batch = next();
        if (batch.isWithdrawn() || isDone(batch)) {
          remove(batch);
        }
      }
    } catch (InterruptedException e) {
      LOGGER.debug("Sink {} was stopped while it waited for {}", sink, name);
    }
  }

  private AlertBatch next() throws InterruptedException {
    synchronized (batches) {
      while (batches.isEmpty()) {
        batches.wait();
      }
      return batches.getFirst();
    }
  }

  private void remove(AlertBatch batch) {
    synchronized (batches) {
      batches.removeFirst();
      waiting.addAndGet(-batch.alerts().size());
    }
  }

  /** Posts a batch once; after a failure it returns when it may be tried again. */
  private boolean isDone(AlertBatch batch) throws InterruptedException {
    if (batch != current) {
      current = batch;
      left.clear();
      left.addAll(batch.alerts());
    }
    AlertmanagerAnswer answer = postLeft();
    if (answer.kind() == AlertmanagerAnswer.Kind.LATER) {
      failed(answer);
      return false;
    }
    waitMillis = MIN_WAIT_MILLIS;
    praise();
    batch.done();
    return true;
  }

  /** Together; if they are refused, each by itself, so that one does not take others with it. */
  private AlertmanagerAnswer postLeft() {
    AlertmanagerAnswer answer = post(left);
    if (answer.kind() != AlertmanagerAnswer.Kind.REFUSED) {
      return answer;
    }
    boolean isSingle = left.size() == 1;
    while (!left.isEmpty()) {
      AlertBatch.Alert alert = left.get(0);
      AlertmanagerAnswer single = isSingle ? answer : post(Collections.singletonList(alert));
      if (single.kind() == AlertmanagerAnswer.Kind.LATER) {
        return single;
      }
      if (single.kind() == AlertmanagerAnswer.Kind.REFUSED) {
        refused(alert, single);
      }
      left.remove(0);
    }
    return answer;
  }

  private void refused(AlertBatch.Alert alert, AlertmanagerAnswer answer) {
    counter.addRefused(1);
    LOGGER.error(
        "Sink {}: {} refused the alert {} for good, and does not get it: {}",
        sink,
        name,
        alert.id(),
        answer.reason());
  }

  private AlertmanagerAnswer post(List<AlertBatch.Alert> alerts) {
    try {
      return client.post(AlertBatch.body(alerts));
    } catch (IOException | RuntimeException | Error e) {
      // An Error too: without this thread nobody would be told of anything any more.
      return AlertmanagerAnswer.later(e.toString(), 0);
    }
  }

  private void failed(AlertmanagerAnswer answer) throws InterruptedException {
    counter.incrementConnectionFailedCount();
    complain("takes no alerts, and is tried again: " + answer.reason());
    List<AlertBatch> all;
    synchronized (batches) {
      all = new ArrayList<>(batches);
    }
    // What waits behind the first one has failed with it.
    all.forEach(batch -> batch.failedAt(this));
    long asked = Math.min(answer.waitMillis(), MAX_ASKED_MILLIS);
    pause.millis(Math.max(asked, waitMillis));
    waitMillis = Math.min(2 * waitMillis, MAX_WAIT_MILLIS);
  }

  /** Says it once, not at every attempt. */
  private synchronized void complain(String what) {
    if (!stopped && !what.equals(complaint)) {
      complaint = what;
      LOGGER.warn("Sink {}: {} {}", sink, name, what);
    }
  }

  /** Ends what {@link #complain} began. */
  private synchronized void praise() {
    if (!complaint.isEmpty()) {
      complaint = "";
      LOGGER.info("Sink {}: {} takes alerts again", sink, name);
    }
  }

  /** Ends the thread; what waits is given up. */
  void stop() {
    stopped = true;
    thread.interrupt();
    client.abort();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (waiting.get() > 0) {
      counter.addMissed(waiting.get());
      LOGGER.warn("Sink {} stops: {} has missed {} alerts", sink, name, waiting.get());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
