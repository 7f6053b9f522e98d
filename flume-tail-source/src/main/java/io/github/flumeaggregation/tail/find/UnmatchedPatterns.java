package io.github.flumeaggregation.tail.find;

import io.github.flumeaggregation.tail.watch.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which patterns lead to no file: at once, and then once an hour. Mostly it is a typo. */
final class UnmatchedPatterns {
  private static final Logger LOG = LoggerFactory.getLogger(UnmatchedPatterns.class);
  private static final long AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Time time;
  private final Map<PathPattern, Long> saidNanos = new HashMap<>();

  UnmatchedPatterns(Time time) {
    this.time = time;
  }

  /** The pattern leads to so many names now. */
  void matched(FileGroup group, PathPattern pattern, int names) {
    if (names > 0) {
      saidNanos.remove(pattern);
      return;
    }
    Long said = saidNanos.get(pattern);
    if (said == null || time.nanos() - said >= AGAIN_NANOS) {
      saidNanos.put(pattern, time.nanos());
      LOG.warn(message(group, pattern));
    }
  }

  /** What was looked for, and how far it was found. */
  static String message(FileGroup group, PathPattern pattern) {
    return group.key()
        + " = '"
        + pattern
        + "': no file matches it. "
        + reason(pattern.root())
        + ". It is looked for again and again; correct the key if this is not what you expect";
  }

  private static String reason(Path root) {
    if (!Files.exists(root)) {
      Path missing = root;
      for (Path up = root.getParent(); up != null && !Files.exists(up); up = up.getParent()) {
        missing = up;
      }
      return "There is no folder " + missing;
    }
    if (!Files.isReadable(root) || !Files.isExecutable(root)) {
      return "The user "
          + System.getProperty("user.name")
          + ", as whom the agent runs, may not look into the folder "
          + root;
    }
    return "The folder " + root + " is there, and no name in it fits";
  }
}
