package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.engine.WindowModel;
import io.github.flumeaggregation.window.row.SinkBooks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the sink must have counted, line by line, kept by other means than the sink's: the places of
 * lines, and nothing of intervals.
 */
final class Ledger {
  static final long MAX_FUTURE_MILLIS = 3_600_000;

  /** What becomes of a batch: the numbers of the books, and the lines that are counted. */
  private static final class Outcome {
    final SinkBooks books = new SinkBooks();
    final Set<String> places = new HashSet<>();
    final List<Line> counted = new java.util.ArrayList<>();
  }

  private final WindowModel model;
  private final long maxOutOfOrderMillis;
  private final long allowedLatenessMillis;
  private final SinkBooks books = new SinkBooks();
  private final Set<String> places = new HashSet<>();
  private final Map<String, Long> newest = new HashMap<>();
  private long watermark = Long.MIN_VALUE;
  private long reached = Long.MIN_VALUE;
  private Outcome inFlight;

  Ledger(long maxOutOfOrderMillis, long allowedLatenessMillis) {
    this.model = new WindowModel(maxOutOfOrderMillis, allowedLatenessMillis);
    this.maxOutOfOrderMillis = maxOutOfOrderMillis;
    this.allowedLatenessMillis = allowedLatenessMillis;
  }

  /** A batch is about to be taken; whether it was, only {@link #taken} or {@link #found} tells. */
  void begin(List<SentEvent> batch, long wallMillis) {
    Outcome outcome = new Outcome();
    for (SentEvent event : batch) {
      event.lines().forEach(line -> note(line, wallMillis, outcome));
    }
    inFlight = outcome;
  }

  private void note(Line line, long wallMillis, Outcome outcome) {
    boolean positioned = !line.file().isEmpty();
    if (positioned && (places.contains(line.place()) || !outcome.places.add(line.place()))) {
      outcome.books.duplicate++;
    } else if (!line.parses()) {
      outcome.books.unparsed++;
    } else if (line.time() > wallMillis + MAX_FUTURE_MILLIS) {
      outcome.books.future++;
    } else {
      outcome.books.counted++;
      outcome.counted.add(line);
    }
  }

  /** The batch has been committed. */
  void taken() {
    Outcome outcome = inFlight;
    inFlight = null;
    books.add(outcome.books);
    places.addAll(outcome.places);
    for (Line line : outcome.counted) {
      model.add(line.file(), line.time(), line.status(), line.bytes());
      newest.merge(line.file(), line.time(), Math::max);
      // What is final is closed at once, in the middle of a batch.
      watermark = Math.max(watermark, slowest() - maxOutOfOrderMillis - allowedLatenessMillis);
    }
    if (!newest.isEmpty()) {
      reached = Math.max(reached, slowest() - maxOutOfOrderMillis);
      watermark = Math.max(watermark, reached);
    }
  }

  private long slowest() {
    return newest.values().stream().min(Long::compare).orElseThrow();
  }

  /**
   * A state has been opened that has these books: what was committed must be in it, and the batch
   * that was being taken whole or not at all.
   */
  void found(SinkBooks found) {
    if (inFlight != null && !text(found).equals(text(books))) {
      taken();
    }
    inFlight = null;
    check(found);
  }

  void check(SinkBooks found) {
    if (!text(found).equals(text(books))) {
      throw new AssertionError("the sink's books are " + text(found) + ", not " + text(books));
    }
  }

  static String text(SinkBooks books) {
    return String.join(
        " ",
        List.of(books.read(), books.counted, books.unparsed, books.duplicate, books.future).stream()
            .map(String::valueOf)
            .toList());
  }

  String booksText() {
    return text(books);
  }

  boolean has(Line line) {
    return hasPlace(line.place());
  }

  /** Whether a line was counted there, whatever it was. */
  boolean hasPlace(String place) {
    return places.contains(place);
  }

  /** Up to where windows are to be closed, if no file is ever taken for idle. */
  long watermark() {
    return watermark;
  }

  /** The same, as of the ends of batches. */
  long reached() {
    return reached;
  }

  WindowModel model() {
    return model;
  }
}
