package io.github.flumeaggregation.core.confirm;

import io.github.flumeaggregation.core.Nullable;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The markers that one run of a source has sent, and how far sinks have confirmed them.
 *
 * <p>A marker is an event without data that a source puts into a channel behind what it has sent.
 * From a channel that is first in, first out and has one taker, the marker is taken after all that;
 * so when the sink has made durable what it took up to the marker, everything before it has been
 * counted, whatever an interceptor dropped. Markers of a run are numbered from 1 in the order in
 * which they are sent; confirming one confirms those before it.
 *
 * <p>A marker of a run that has ended, or of another process, confirms nothing: the number belongs
 * to the run alone, which is known by 64 random bits. Safe for use by several threads.
 */
public final class SentMarkers implements AutoCloseable {
  /** Header of a marker: the run, a slash, the number. No other event has it. */
  public static final String HEADER = "tail.marker";

  private static final SecureRandom RANDOM = new SecureRandom();

  /** By their random name. Its own lock guards it, and the numbers in each. */
  private static final Map<String, SentMarkers> RUNS = new HashMap<>();

  private final String run = String.format("%016x", RANDOM.nextLong());

  /** By sink, the highest number that it has confirmed. */
  private final Map<String, Long> confirmed = new HashMap<>();

  private SentMarkers(List<String> sinks) {
    sinks.forEach(sink -> confirmed.put(sink, 0L));
  }

  /**
   * A new run, whose markers those sinks are to confirm.
   *
   * @param sinks at least one
   */
  public static SentMarkers begin(List<String> sinks) {
    SentMarkers begun = new SentMarkers(sinks);
    synchronized (RUNS) {
      RUNS.put(begun.run, begun);
    }
    return begun;
  }

  /** The header's value in the marker of that number. */
  public String value(long number) {
    return run + "/" + number;
  }

  /**
   * A sink has made durable all that it took before that marker.
   *
   * @param value of the header; what is none, or of a run that is not at work here, says nothing
   */
  public static void confirm(String sink, String value) {
    int slash = value.indexOf('/');
    long number = slash < 0 ? 0 : number(value.substring(slash + 1));
    if (number > 0) {
      synchronized (RUNS) {
        SentMarkers sender = RUNS.get(value.substring(0, slash));
        if (sender != null) {
          sender.confirmed.computeIfPresent(sink, (name, before) -> Math.max(before, number));
        }
      }
    }
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The highest number that all sinks have confirmed; 0 for none. */
  public long confirmed() {
    long least = Long.MAX_VALUE;
    synchronized (RUNS) {
      for (long number : confirmed.values()) {
        least = Math.min(least, number);
      }
    }
    return least;
  }

  /** The sinks that have not confirmed that number. */
  public Set<String> waitingFor(long number) {
    Set<String> waiting = new LinkedHashSet<>();
    synchronized (RUNS) {
      confirmed.forEach(
          (sink, highest) -> {
            if (highest < number) {
              waiting.add(sink);
            }
          });
    }
    return waiting;
  }

  /** The value of the header, if these are the headers and the body of a marker; null if not. */
  @Nullable
  public static String of(@Nullable Map<String, String> headers, byte @Nullable [] body) {
    // The body first: asking for a header costs more, and hardly any event is empty.
    return body != null && body.length == 0 && headers != null ? headers.get(HEADER) : null;
  }

  /** The run has ended: what is confirmed from now on is of no use. */
  @Override
  public void close() {
    synchronized (RUNS) {
      RUNS.remove(run);
    }
  }
}
