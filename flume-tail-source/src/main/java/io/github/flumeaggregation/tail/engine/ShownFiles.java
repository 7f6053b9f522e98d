package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.core.live.LiveFacts;
import io.github.flumeaggregation.core.live.LiveFile;
import io.github.flumeaggregation.core.live.LiveWindows;
import io.github.flumeaggregation.tail.position.TailedFile;
import io.github.flumeaggregation.tail.watch.Time;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Shows how far files are read to whoever watches the agent: once a second, and a few of many. */
final class ShownFiles {
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Comparator<TailedFile> FURTHEST_BEHIND_FIRST =
      Comparator.comparingLong(TailedFile::bytesBehind).reversed();

  private final ProgressReport progress;
  private final Time time;
  private long nextNanos;

  ShownFiles(ProgressReport progress, Time time) {
    this.progress = progress;
    this.time = time;
    nextNanos = time.nanos();
  }

  void showIfDue(String source, List<TailedFile> files) {
    if (!LiveWindows.areWatched() || time.nanos() - nextNanos < 0) {
      return;
    }
    nextNanos = time.nanos() + EVERY_NANOS;
    List<LiveFile> shown = new ArrayList<>();
    for (TailedFile file : chosen(files)) {
      shown.add(
          new LiveFile(
              file.path().toString(),
              Math.max(0, file.knownSize()),
              file.bytesBehind(),
              progress.state(file)));
    }
    LiveFacts.FILES.show(source, shown, files.size());
  }

  /** Those that are behind, the furthest first, and then others. */
  private static List<TailedFile> chosen(List<TailedFile> files) {
    List<TailedFile> chosen = new ArrayList<>();
    List<TailedFile> others = new ArrayList<>();
    for (TailedFile file : files) {
      if (file.bytesBehind() > 0) {
        chosen.add(file);
      } else if (others.size() < LiveFacts.MOST) {
        others.add(file);
      }
    }
    chosen.sort(FURTHEST_BEHIND_FIRST);
    chosen.addAll(others);
    return chosen.subList(0, Math.min(LiveFacts.MOST, chosen.size()));
  }
}
