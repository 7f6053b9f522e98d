package io.github.flumeaggregation.window.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the events of a batch on several threads.
 *
 * <p>Idea: the lines of a batch are cut into as many stretches as there are threads, and each
 * stretch is aggregated by itself, as those of a batch are anyhow; then they are merged in the
 * order of the lines. So what comes of them is what would have come of that many batches, whose
 * limits mean nothing. What rests on the order of lines is which of them are too late: where that
 * may matter within a batch, what was read is dropped, and one thread reads it again, line by line.
 *
 * <p>What always holds:
 *
 * <ol>
 *   <li>Each event is read by one worker, and the workers' stretches lie in the order of the lines.
 *   <li>While they read, nothing that others see changes: not the engine, its frontiers or what was
 *       counted. Only {@link #giveTo} brings about a change, on the caller's thread.
 *   <li>After {@link #read} comes either {@link #giveTo} or {@link #drop}, never both: a line
 *       counts once.
 *   <li>Rows, record and state after a batch are, to the byte, those of one thread.
 * </ol>
 *
 * <p>Cost: a format, the aggregations and the groups of a batch for each thread. A batch that has
 * to be read again costs twice; so after such a one the next are not tried, up to {@value
 * #LONGEST_PAUSE} of them if it happens again and again.
 */
final class LineCrew {
  private static final int LONGEST_PAUSE = 15;

  private final LineThreads threads;
  private final List<LineWorker> workers = new ArrayList<>();

  /** How many batches were left alone after the last one that had to be read again. */
  private int pause;

  /** How many are to be left alone still. */
  private int pauseLeft;

  LineCrew(Job job, LineThreads threads) {
    this.threads = threads;
    for (int i = 0; i < threads.count(); i++) {
      workers.add(new LineWorker(job.twin()));
    }
  }

  /** Whether it should try to read events that have so many bytes. */
  boolean wants(List<Arrival> arrivals, long bytes) {
    if (pauseLeft > 0) {
      pauseLeft--;
      return false;
    }
    return arrivals.size() > 1 && bytes >= threads.leastBytes();
  }

  /** Reads events; then either {@link #giveTo} gives them, or {@link #drop} forgets them. */
  void read(List<Arrival> arrivals, long bytes) {
    int next = 0;
    long given = 0;
    for (int i = 0; i < workers.size(); i++) {
      int from = next;
      long share = (bytes + arrivals.size()) * (i + 1) / workers.size();
      while (next < arrivals.size() && given < share) {
        given += arrivals.get(next).body.length + 1; // the last one gets what has no bytes too
        next++;
      }
      workers.get(i).give(arrivals.subList(from, next));
    }
    threads.run(workers);
  }

  /** Gives those who read them, in the order of the lines: what they have is to be taken. */
  void giveTo(Consumer<LineWorker> taker) {
    pause = 0;
    workers.forEach(taker);
  }

  /** Forgets what was read. */
  void drop() {
    workers.forEach(LineWorker::drop);
    pause = Math.min(2 * pause + 1, LONGEST_PAUSE);
    pauseLeft = pause;
  }
}
