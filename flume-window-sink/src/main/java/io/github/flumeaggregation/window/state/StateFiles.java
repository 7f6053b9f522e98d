package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.Nullable;
import java.io.File;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbered files in a state directory: {@code snapshot-N}, and its log {@code log-N}. */
final class StateFiles {
  private static final String SNAPSHOT = "snapshot-";
  private static final String LOG = "log-";
  private static final Pattern NUMBERED = Pattern.compile("(?:snapshot-|log-)([0-9]{1,18})");

  private final Disk disk;
  private final File directory;

  StateFiles(Disk disk, File directory) {
    this.disk = disk;
    this.directory = directory;
  }

  File snapshot(long number) {
    return new File(directory, SNAPSHOT + number);
  }

  File log(long number) {
    return new File(directory, LOG + number);
  }

  /** The largest number; 0 if there are no such files. */
  long newest() throws IOException {
    long newest = 0;
    for (String name : disk.list(directory)) {
      newest = Math.max(newest, number(name));
    }
    return newest;
  }

  /** The number in a name; -1 if it is that of another file. */
  private static long number(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  /**
   * Deletes all that is older than a snapshot and its log.
   *
   * @param spare an older log that stays
   */
  void deleteOlderThan(long current, @Nullable File spare) throws IOException {
    for (String name : disk.list(directory)) {
      long number = number(name);
      File file = new File(directory, name);
      if (number >= 0 && number < current && !file.equals(spare)) {
        disk.delete(file);
      }
    }
  }
}
