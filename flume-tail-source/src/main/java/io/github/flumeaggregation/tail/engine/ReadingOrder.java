package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.position.TailedFile;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The order in which files have their turns that have something new: the one that was written to
 * least recently first. So a rotated log is read before the one that has taken its place. Turns are
 * bounded: a long file does not keep the others waiting for its end. If the channel is slower than
 * one file is written, a turn may never come to the next one: whoever has waited for {@link
 * #PATIENCE_NANOS} is first.
 */
final class ReadingOrder {
  /** A modification time is asked for again after this long. */
  private static final long SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final Comparator<TailedFile> OLDEST_FIRST =
      Comparator.comparing(file -> file.due().modified());

  private final Time time;
  private final List<TailedFile> files = new ArrayList<>();

  ReadingOrder(Time time) {
    this.time = time;
  }

  void clear() {
    files.clear();
  }

  void add(TailedFile file) {
    files.add(file);
  }

  /** Notes when a file was written to last, while a path still leads to it. */
  void look(TailedFile file) {
    file.due().sampled(time.nanos());
    try {
      FileStat stat = FileStat.of(file.path());
      if (stat != null && stat.key().equals(file.key())) {
        file.due().modified(stat.modified());
      }
    } catch (IOException e) {
      // What it was before is as good a guess as any.
    }
  }

  private boolean isPatient(TailedFile file) {
    return time.nanos() - file.due().lastTurnNanos() < PATIENCE_NANOS;
  }

  /** Those that were added, in their order. */
  List<TailedFile> oldestFirst() {
    if (files.size() > 1) {
      for (TailedFile file : files) {
        if (time.nanos() - file.due().sampledNanos() >= SAMPLE_NANOS) {
          look(file);
        }
      }
      files.sort(Comparator.comparing(this::isPatient).thenComparing(OLDEST_FIRST));
    }
    return files;
  }
}
