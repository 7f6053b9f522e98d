package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.tail.position.RefusedFormatException;
import io.github.flumeaggregation.tail.position.TailedFile;
import io.github.flumeaggregation.tail.watch.TailStats;
import java.io.IOException;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a file that cannot be read: it is left out for a while, or until it changes, or
 * given up if nobody will ever be able to read it. The other files go on.
 */
final class FileFailures {
  private static final Logger LOG = LoggerFactory.getLogger(FileFailures.class);

  private final OpenFiles openFiles;
  private final Schedule schedule;
  private final Roster roster;
  private final TailStats stats;

  FileFailures(OpenFiles openFiles, Schedule schedule, Roster roster, TailStats stats) {
    this.openFiles = openFiles;
    this.schedule = schedule;
    this.roster = roster;
    this.stats = stats;
  }

  /** The file could not be opened or read. */
  void failed(TailedFile file, IOException cause) {
    if (OpenFilesLimit.isTooMany(cause)) {
      openFiles.refused(cause);
      schedule.afterFailure(file);
      return;
    }
    stats.readErrors.incrementAndGet();
    if (cause instanceof RefusedFormatException && file.isInPattern()) {
      refuse(file, cause);
    } else if (cause instanceof ZipException && file.isInPattern()) {
      LOG.error(
          "{} is damaged gzip ({}); left out until it changes", file.path(), cause.toString());
      closeUntilItChanges(file);
    } else {
      tryAgain(file, cause);
    }
  }

  private void tryAgain(TailedFile file, IOException cause) {
    if (file.due().failures() == 0) {
      LOG.error(
          "Cannot read {}: {}. The agent runs as user {}. Trying again, other files go on",
          file.path(),
          cause.toString(),
          System.getProperty("user.name"),
          cause);
    }
    schedule.afterFailure(file);
    if (file.isInPattern()) {
      closeQuietly(file);
    } else if (schedule.isIdle(file)) {
      giveUp(file);
    }
  }

  private static void refuse(TailedFile file, IOException cause) {
    if (file.appearance().saysEncoding()) {
      LOG.warn("{} is left out: {}", file.path(), cause.getMessage());
    }
    try {
      file.seesSizeOnDisk();
      file.closeAtRest();
    } catch (IOException e) {
      LOG.debug("Cannot close {}", file.path(), e);
    }
  }

  private static void closeUntilItChanges(TailedFile file) {
    try {
      file.closeAtRest();
    } catch (IOException e) {
      LOG.debug("Cannot close {}", file.path(), e);
    }
  }

  /** Nobody will ever be able to read it: it keeps no place among the files at work. */
  private void giveUp(TailedFile file) {
    stats.possibleLosses.incrementAndGet();
    LOG.error("{} is gone and cannot be read; its rest is given up", file.path());
    try {
      openFiles.letGo(file, roster);
    } catch (IOException e) {
      LOG.debug("Cannot close {}", file.path(), e);
    }
  }

  static void closeQuietly(TailedFile file) {
    try {
      file.close();
    } catch (IOException e) {
      LOG.debug("Cannot close {}", file.path(), e);
    }
  }

  /** A line without an end may be half of one: only whoever is gone will not write the rest. */
  static void sayRest(TailedFile file) {
    if (file.progress().saysRest()) {
      LOG.info(
          "{} ends with {} bytes that have no newline. They are delivered when it comes, or when"
              + " the file is gone; or after a time, if partialLineTimeout is set",
          file.path(),
          file.progress().scannedTo() - file.progress().readOffset());
    }
  }
}
