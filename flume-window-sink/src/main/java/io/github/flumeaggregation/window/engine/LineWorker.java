package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.position.BodyLines;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.WindowKind;
import io.github.flumeaggregation.window.row.SinkBooks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads some events of a batch: parses their lines, and stages them by themselves. It changes
 * nothing else, and has a format and aggregations of its own, so that several may run at a time.
 */
final class LineWorker implements Runnable {
  /** In which nothing is ever counted: all lines of events that wait are new. */
  private final CountedSet nothing = new CountedSet(1, 1);

  private final BodyLines bodyLines = new BodyLines();
  private final LineStage stage;
  private final long maxFutureMillis;

  private List<Arrival> arrivals = Collections.emptyList();
  private final List<UnparsedLine> unparsed = new ArrayList<>();
  private long counted;
  private long future;

  /** A line that is not of the format. */
  static final class UnparsedLine {
    final Arrival arrival;
    final int from;
    final int to;

    UnparsedLine(Arrival arrival, int from, int to) {
      this.arrival = arrival;
      this.from = from;
      this.to = to;
    }
  }

  /** For a job that nobody else uses. */
  LineWorker(Job job) {
    maxFutureMillis = job.timeRules.maxFutureMillis;
    stage = new LineStage(job.format);
    job.aggregations.forEach(this::addAggregation);
  }

  private void addAggregation(Aggregation aggregation, WindowKind windows) {
    stage.addTo(windows.newOperator(aggregation));
  }

  /** Gives it the events that it is to read. */
  void give(List<Arrival> events) {
    arrivals = events;
  }

  @Override
  public void run() {
    arrivals.forEach(this::read);
  }

  private void read(Arrival arrival) {
    byte[] body = arrival.body;
    bodyLines.open(arrival.headers, body, arrival.position, nothing);
    while (bodyLines.next()) {
      if (!stage.parse(body, bodyLines.from(), bodyLines.to(), arrival.headers)) {
        unparsed.add(new UnparsedLine(arrival, bodyLines.from(), bodyLines.to()));
      } else if (stage.line().timeMillis() > arrival.wallMillis + maxFutureMillis) {
        future++;
      } else {
        counted++;
        arrival.note(stage.line().timeMillis());
        stage.add();
      }
    }
  }

  /** The lines that were not of the format, in order. */
  List<UnparsedLine> unparsed() {
    return unparsed;
  }

  /** Moves the lines to where they count, after those that are there. */
  void moveTo(LineStage target, SinkBooks books) {
    target.take(stage);
    books.counted += counted;
    books.future += future;
    clear();
  }

  /** Forgets what it has read. */
  void drop() {
    stage.drop();
    clear();
  }

  private void clear() {
    arrivals = Collections.emptyList();
    unparsed.clear();
    counted = 0;
    future = 0;
  }
}
