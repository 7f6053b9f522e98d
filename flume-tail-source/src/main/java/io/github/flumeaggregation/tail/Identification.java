package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which incarnation an open file is: one that the positions know, or a new one. */
final class Identification {
  private static final Logger LOG = LoggerFactory.getLogger(Identification.class);

  /** How far back from the end to look for the beginning of its last line. */
  private static final int SKIP_SCAN_BYTES = 64 << 10;

  private final Positions positions;
  private final String host;
  private final TailStats stats;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param host name of this host, part of every identity
   */
  Identification(Positions positions, String host, TailStats stats) {
    this.positions = positions;
    this.host = host;
    this.stats = stats;
  }

  /**
   * Gives the file its incarnation.
   *
   * @return false if it is still empty, or is not in the pattern and not the known file
   */
  boolean identify(TailedFile file, FileHandle handle) throws IOException {
    Incarnation known = positions.find(file.key());
    if (known != null && isSame(known, handle)) {
      file.identifiedAs(known);
      return true;
    }
    if (known != null) {
      lost(file, known);
    }
    if (!mayBegin(file, known) || handle.size() == 0) {
      return false;
    }
    Incarnation created = create(file, handle);
    positions.add(created);
    file.identifiedAs(created);
    return true;
  }

  private static boolean mayBegin(TailedFile file, @Nullable Incarnation known) {
    return file.isInPattern() || (known == null && file.origin() != TailedFile.Origin.REMEMBERED);
  }

  private static boolean isSame(Incarnation known, FileHandle handle) throws IOException {
    Fingerprint check = known.check();
    return handle.size() >= known.offset()
        && known.head().matches(handle)
        && (check == null || check.matches(handle));
  }

  /** The file does not hold what was read of it any more: forgets its incarnation and says so. */
  void lost(TailedFile file, Incarnation known) {
    positions.retire(known);
    file.notTheSame();
    stats.truncations.incrementAndGet();
    stats.possibleLosses.incrementAndGet();
    LOG.warn(
        "{} was truncated or replaced: it no longer holds the first {} bytes, which were delivered"
            + " as {}. It is read from its beginning; what was written after those bytes and is"
            + " gone may be lost",
        file.path(),
        known.offset(),
        known.id());
  }

  private Incarnation create(TailedFile file, FileHandle handle) throws IOException {
    byte[] bytes = new byte[Incarnation.HEAD_BYTES];
    int length = handle.read(0, bytes, 0, bytes.length);
    Fingerprint head = Fingerprint.of(bytes, length, length, length);
    String id = host + ":" + file.key() + ":" + nonce();
    Incarnation created = new Incarnation(id, file.key(), file.path(), head);
    if (file.origin() == TailedFile.Origin.FOUND_TO_SKIP) {
      skipToEnd(created, handle);
    }
    return created;
  }

  private String nonce() {
    return String.format("%016x", random.nextLong());
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
