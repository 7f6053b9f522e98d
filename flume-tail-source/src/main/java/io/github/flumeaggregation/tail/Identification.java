package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which incarnation an open file is.
 *
 * <p>One that the positions know by its inode, if the file holds what was delivered of it;
 * otherwise one that it is a copy of ({@link Kinship}); otherwise a new one. Whatever the evidence,
 * an incarnation is continued only in a content that holds what was delivered of it: so there are
 * never two different lines under one position. In doubt it is a new one, and that is said and
 * counted.
 */
final class Identification {
  private static final Logger LOG = LoggerFactory.getLogger(Identification.class);

  /** How far back from the end to look for the beginning of its last line. */
  private static final int SKIP_SCAN_BYTES = 64 << 10;

  /** How much of a new file is sampled before it is read. */
  private static final int FIRST_SAMPLE_BYTES = 16 << 10;

  private final Positions positions;
  private final String host;
  private final Time time;
  private final TailStats stats;
  private final Doubts doubts;
  private final CutBack cutBack;
  private final Kinship kinship;
  private final GzipIdentification compressed;

  /**
   * @param host name of this host, part of every identity
   */
  Identification(Positions positions, String host, Instruments instruments, Doubts doubts) {
    this.positions = positions;
    this.host = host;
    this.doubts = doubts;
    cutBack = new CutBack(doubts);
    time = instruments.time();
    stats = instruments.stats();
    kinship = new Kinship(positions, time);
    compressed = new GzipIdentification(positions, this, kinship);
  }

  /** Gives the file its incarnation, if that can be said. */
  Arrival identify(TailedFile file) throws IOException {
    FileHandle handle = Objects.requireNonNull(file.handle());
    if (GzipHandle.isGzip(handle) || handle instanceof GzipHandle) {
      return compressed.identify(file, file.asGzip());
    }
    Content content = Content.of(handle);
    Incarnation known = positions.find(file.key());
    if (known != null && known.isPending()) {
      // What is in events already is in no offset yet.
      return Arrival.WAITING;
    }
    boolean same = known != null && known.isIn(content) && !CutBack.isReborn(file, known);
    if (known != null && same && content.size() == known.offset()) {
      return goesOn(file, known);
    }
    Kinship.Answer answer = kinship.of(file, content, others(handle, known));
    if (known != null && same && !answer.isOfMoreThan(known.offset())) {
      return goesOn(file, known);
    }
    forget(file, known);
    if (known != null && same) {
      // Another one is in its inode, and what was delivered of it may not all have been saved.
      positions.retire(known);
    }
    if (FirstBytes.areBlank(handle)) {
      return mayBegin(file, known) ? Arrival.WAITING : Arrival.STRANGER;
    }
    return decide(file, known, content, answer);
  }

  /** Whom the content may be of, but for who is known to have been in the file. */
  private List<Incarnation> others(FileHandle handle, @Nullable Incarnation known)
      throws IOException {
    List<Incarnation> candidates = kinship.candidates(handle);
    candidates.removeIf(one -> one == known && !one.hasEnded());
    return candidates;
  }

  /** Acts on what the content was found to be. */
  Arrival decide(
      TailedFile file, @Nullable Incarnation known, Content content, Kinship.Answer answer)
      throws IOException {
    Incarnation one = answer.one;
    if (answer.relation == Kinship.Relation.WAITS) {
      file.waitsFor = one;
      return Arrival.WAITING;
    }
    if (answer.relation == Kinship.Relation.CONTINUES && one != null) {
      return continues(file, one);
    }
    if (!mayBegin(file, known)) {
      return Arrival.STRANGER;
    }
    if (answer.relation == Kinship.Relation.COPY && one != null) {
      return copy(file, one, content, answer.equalTo);
    }
    if (answer.relation == Kinship.Relation.ALIKE && one != null) {
      doubts.decided(
          "{} begins with the same {} bytes as {}, and nothing tells whether it is a copy or another"
              + " log. It is read as another log",
          file.path(),
          answer.equalTo,
          one.path());
    }
    long uncut = known == null ? 0 : cutBack.uncutPart(file, known, content);
    Arrival arrival = begin(file, uncut);
    if (known != null && uncut > 0) {
      Objects.requireNonNull(file.incarnation()).beginningIs(known.beginningBytes());
    }
    return arrival;
  }

  private Arrival continues(TailedFile file, Incarnation one) throws IOException {
    if (!one.key().equals(file.key()) && one.bornAt().equals(file.path())) {
      doubts.decided(
          "{} is another file than before and holds all {} bytes that were delivered of that one"
              + " as {}: it is taken for the same log, put back or replaced, and goes on after"
              + " them. If it is a new log with the same beginning, that beginning is not counted",
          file.path(),
          one.offset(),
          one.id());
    } else {
      countIfTruncated(one);
    }
    return goesOn(file, one);
  }

  /** The copy may turn up before its original is seen to be truncated. */
  private void countIfTruncated(Incarnation original) throws IOException {
    FileStat stat = original.hasEnded() ? null : FileStat.of(original.path());
    if (stat != null && stat.key().equals(original.key())) {
      possiblyLost(original.path(), original);
    }
  }

  /** It is not read; should it grow, the new lines are its own. */
  private Arrival copy(TailedFile file, Incarnation one, Content content, long equalTo)
      throws IOException {
    long size = content.size();
    if (!file.isGzip() && file.copySize != size) {
      // It may be in the making, or be no copy at all when it has one line more.
      file.copySize = size;
      file.waitsFor = one;
      return Arrival.WAITING;
    }
    doubts.decided(
        "{} is taken for a copy of {}, of which {} bytes were delivered as {}: its first {} bytes"
            + " are not read",
        file.path(),
        one.path(),
        one.offset(),
        one.id(),
        equalTo);
    return begin(file, equalTo);
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
      known.bornAt(file.birthNanos);
      known.samples().forgetAfter(known.offset());
      if (!file.isGzip()) {
        known.compressed(-1, 0, 0);
      }
    }
    return identified(file, known);
  }

  /** The file of that key is not what was known: says so, unless it was known to be gone. */
  void forget(TailedFile file, @Nullable Incarnation known) {
    if (known != null && !known.hasEnded()) {
      lost(file, known);
    }
  }

  /** Whether the file may become a new incarnation. */
  private static boolean mayBegin(TailedFile file, @Nullable Incarnation known) {
    return file.isInPattern() || (known == null && file.origin() != TailedFile.Origin.REMEMBERED);
  }

  /** The file does not hold what was read of it any more: ends its incarnation and says so. */
  void lost(TailedFile file, Incarnation known) {
    positions.end(known);
    known.overwritten();
    file.notTheSame();
    possiblyLost(file.path(), known);
  }

  private void possiblyLost(Path path, Incarnation known) {
    stats.truncations.incrementAndGet();
    doubts.maybeLost(
        "{} was truncated or replaced: it no longer holds the first {} bytes, which were delivered"
            + " as {}. What was written after those bytes and is gone may be lost, unless a copy of"
            + " it turns up",
        path,
        known.offset(),
        known.id());
  }

  /** Takes the file for a new incarnation, of which the first bytes are not to be read. */
  Arrival begin(TailedFile file, long from) throws IOException {
    FileHandle handle = Objects.requireNonNull(file.handle());
    String id = Incarnation.newId(host, file.key());
    Incarnation created = new Incarnation(id, file.key(), file.path(), Fingerprint.ofHead(handle));
    created.bornAt(file.birthNanos);
    byte[] first = new byte[(int) Math.min(handle.size(), FIRST_SAMPLE_BYTES)];
    int length = handle.read(0, first, 0, first.length);
    created.samples().sampleLines(first, length);
    long startSize = positions.startSizes().take(file.key());
    if (from > 0) {
      startAt(created, handle, from);
    } else if (startSize > 0) {
      skip(created, handle, file.isGzip() ? handle.size() : startSize);
    }
    positions.add(created);
    return identified(file, created);
  }

  private Arrival identified(TailedFile file, Incarnation incarnation) {
    file.identifiedAs(incarnation);
    file.identifiedNanos = time.nanos();
    return Arrival.IDENTIFIED;
  }

  private static void startAt(Incarnation created, FileHandle handle, long offset)
      throws IOException {
    created.delivered(offset);
    Fingerprint check = Fingerprint.before(offset, handle);
    created.checkedBy(check);
    created.samples().add(check);
  }

  /**
   * Begins where the last line of those first {@code size} bytes begins, if it had no end, or else
   * after it. A file that has become shorter has been written anew since.
   */
  private static void skip(Incarnation created, FileHandle handle, long size) throws IOException {
    if (handle.size() < size) {
      return;
    }
    byte[] bytes = new byte[(int) Math.min(size, SKIP_SCAN_BYTES)];
    int length = handle.read(size - bytes.length, bytes, 0, bytes.length);
    int end = length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    int start = end == 0 && size > bytes.length ? length : end;
    if (start > 0) {
      startAt(created, handle, size - bytes.length + start);
    }
  }

  /**
   * Whether so much of the head is on disk that the rest may be delivered; takes up what is missing
   * otherwise, to be saved.
   */
  boolean isProven(Incarnation incarnation, FileHandle handle) throws IOException {
    if (!incarnation.isForced()) {
      return false;
    }
    if (incarnation.isProvenOnDisk(handle.size())
        || !headStays(incarnation, handle)
        || incarnation.isHeadForced()) {
      return true;
    }
    positions.force();
    return false;
  }

  /**
   * Takes a longer fingerprint of the head if the file has grown past a short one.
   *
   * @return false if the head is not what it was
   */
  static boolean headStays(Incarnation incarnation, FileHandle handle) throws IOException {
    Fingerprint head = incarnation.head();
    byte[] bytes = new byte[Incarnation.HEAD_BYTES];
    int length = Fingerprint.headLength(bytes, handle.read(0, bytes, 0, bytes.length));
    if (length < head.length() || !head.matches(bytes, 0)) {
      return false;
    }
    if (length > head.length()) {
      incarnation.head(Fingerprint.of(bytes, length, length, length));
    }
    return true;
  }
}
