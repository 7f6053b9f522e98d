package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which incarnation an open file is: one that the positions know by its inode, one that is
 * known and goes on in this file as a copy, or a new one.
 */
final class Identification {
  private static final Logger LOG = LoggerFactory.getLogger(Identification.class);

  /** How far back from the end to look for the beginning of its last line. */
  private static final int SKIP_SCAN_BYTES = 64 << 10;

  private final Positions positions;
  private final String host;
  private final TailStats stats;
  private final Originals originals;
  private final GzipIdentification compressed;

  /**
   * @param host name of this host, part of every identity
   */
  Identification(Positions positions, String host, TailStats stats) {
    this.positions = positions;
    this.host = host;
    this.stats = stats;
    originals = new Originals(positions);
    compressed = new GzipIdentification(positions, this);
  }

  /** Gives the file its incarnation, if that can be said. */
  Arrival identify(TailedFile file) throws IOException {
    FileHandle handle = Objects.requireNonNull(file.handle());
    if (GzipHandle.isGzip(handle) || handle instanceof GzipHandle) {
      return compressed.identify(file, file.asGzip());
    }
    Incarnation known = positions.find(file.key());
    if (known != null && known.isIn(handle)) {
      return goesOn(file, known);
    }
    forget(file, known);
    if (!mayBegin(file, known)) {
      return Arrival.STRANGER;
    }
    if (handle.size() == 0) {
      return Arrival.WAITING;
    }
    Originals.Answer original = originals.of(handle);
    if (original.isBusy()) {
      return Arrival.WAITING;
    }
    Incarnation found = original.found();
    if (found == null) {
      return begin(file, handle);
    }
    countIfTruncated(found);
    if (handle.size() < found.offset()) {
      // Lines were written, and delivered, between the copying and the truncation.
      found.delivered(handle.size());
      found.checkedBy(Fingerprint.before(handle.size(), handle));
    }
    return goesOn(file, found);
  }

  /** The copy may turn up before its original is seen to be truncated. */
  private void countIfTruncated(Incarnation original) throws IOException {
    FileStat stat = original.hasEnded() ? null : FileStat.of(original.path());
    if (stat != null && stat.key().equals(original.key())) {
      possiblyLost(original.path(), original);
    }
  }

  /** The incarnation is in this file. */
  Arrival goesOn(TailedFile file, Incarnation known) {
    if (!known.key().equals(file.key()) || known.hasEnded()) {
      if (!known.key().equals(file.key())) {
        LOG.info(
            "{} is a copy of {}; it goes on at byte {} of it",
            file.path(),
            known.path(),
            known.offset());
      }
      positions.continueIn(known, file.key());
    }
    file.identifiedAs(known);
    return Arrival.IDENTIFIED;
  }

  /** The file of that key is not what was known: says so, unless it was known to be gone. */
  void forget(TailedFile file, @Nullable Incarnation known) {
    if (known != null && !known.hasEnded()) {
      lost(file, known);
    }
  }

  /** Whether the file may become a new incarnation. */
  static boolean mayBegin(TailedFile file, @Nullable Incarnation known) {
    return file.isInPattern() || (known == null && file.origin() != TailedFile.Origin.REMEMBERED);
  }

  /** The file does not hold what was read of it any more: ends its incarnation and says so. */
  void lost(TailedFile file, Incarnation known) {
    positions.end(known);
    file.notTheSame();
    possiblyLost(file.path(), known);
  }

  private void possiblyLost(Path path, Incarnation known) {
    stats.truncations.incrementAndGet();
    stats.possibleLosses.incrementAndGet();
    LOG.warn(
        "{} was truncated or replaced: it no longer holds the first {} bytes, which were delivered"
            + " as {}. It is read from its beginning; what was written after those bytes and is"
            + " gone may be lost, unless a copy of it turns up",
        path,
        known.offset(),
        known.id());
  }

  /** Takes the file for a new incarnation. */
  Arrival begin(TailedFile file, FileHandle handle) throws IOException {
    String id = Incarnation.newId(host, file.key());
    Incarnation created = new Incarnation(id, file.key(), file.path(), Fingerprint.ofHead(handle));
    if (file.origin() == TailedFile.Origin.FOUND_TO_SKIP) {
      skipToEnd(created, handle);
    }
    positions.add(created);
    file.identifiedAs(created);
    return Arrival.IDENTIFIED;
  }

  /** Begins at the last line, if that is still being written, or else after it. */
  private static void skipToEnd(Incarnation created, FileHandle handle) throws IOException {
    long size = handle.size();
    byte[] bytes = new byte[(int) Math.min(size, SKIP_SCAN_BYTES)];
    int length = handle.read(size - bytes.length, bytes, 0, bytes.length);
    int end = length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    int start = end == 0 && size > bytes.length ? length : end;
    long offset = size - bytes.length + start;
    created.delivered(offset);
    if (start > 0) {
      int checked = Math.min(start, Incarnation.CHECK_BYTES);
      created.checkedBy(Fingerprint.of(bytes, start, checked, offset));
    }
  }

  /**
   * Takes a longer fingerprint of the head if the file has grown past a short one.
   *
   * @return false if the head is not what it was
   */
  static boolean headStays(Incarnation incarnation, FileHandle handle) throws IOException {
    Fingerprint head = incarnation.head();
    byte[] bytes = new byte[Incarnation.HEAD_BYTES];
    int length = handle.read(0, bytes, 0, bytes.length);
    if (length < head.length() || !head.matches(bytes, 0)) {
      return false;
    }
    if (length > head.length()) {
      incarnation.head(Fingerprint.of(bytes, length, length, length));
    }
    return true;
  }
}
