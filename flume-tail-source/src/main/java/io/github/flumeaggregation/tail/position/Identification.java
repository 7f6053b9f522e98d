package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.Content;
import io.github.flumeaggregation.tail.file.FileHandle;
import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.file.GzipHandle;
import io.github.flumeaggregation.tail.watch.Instruments;
import io.github.flumeaggregation.tail.watch.TailStats;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which incarnation an open file is.
 *
 * <p>Idea: an inode names no content, since the system gives it to another file as soon as it is
 * free; and content is no name either, since logs may begin alike. So a file is the incarnation
 * that the positions know by its inode, if it holds what was delivered of that one; otherwise one
 * that it is a copy of, or was replaced by ({@link Kinship}); otherwise a new one.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>An incarnation goes on only in a content that holds all that was delivered of it, as far as
 *       its {@link Evidence} reaches: so there are never two different lines under one position.
 *   <li>One file holds an incarnation at a time. Who loses it to another delivers no more.
 *   <li>Before more than the beginning is delivered, so much of the head is on disk that the
 *       incarnation is known again after a crash ({@link #isProven}).
 *   <li>In doubt it is a new incarnation; and each decision on less than proof is said and counted
 *       ({@link Doubts}).
 * </ol>
 *
 * <p>Cost: one kilobyte of the head and at most 33 blocks of 256 bytes are read for each known
 * incarnation that begins alike, mostly one; a compressed file is decompressed once ({@link
 * GzipIdentification}). Nothing is kept here.
 */
public final class Identification {
  private static final Logger LOG = LoggerFactory.getLogger(Identification.class);

  private final Positions positions;
  private final NewIncarnations creation;
  private final Time time;
  private final TailStats stats;
  private final Doubts doubts;
  private final CutBack cutBack;
  private final Kinship kinship;
  private final GzipIdentification compressed;

  /**
   * @param host name of this host, part of every identity
   */
  public Identification(Positions positions, String host, Instruments instruments, Doubts doubts) {
    this.positions = positions;
    creation = new NewIncarnations(positions.startSizes(), host);
    this.doubts = doubts;
    cutBack = new CutBack(doubts);
    time = instruments.time();
    stats = instruments.stats();
    kinship = new Kinship(positions, time);
    compressed = new GzipIdentification(positions, this, kinship);
  }

  /** Gives the file its incarnation, if that can be said. */
  public Arrival identify(TailedFile file) throws IOException {
    FileHandle handle = Objects.requireNonNull(file.handle());
    if (GzipHandle.isGzip(handle) || handle instanceof GzipHandle) {
      return compressed.identify(file, file.file().asGzip());
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
    boolean waits = known != null && answer.waitsForMoreThan(known.seenUpTo());
    if (known != null && same && !waits && !answer.isOfMoreThan(known.seenUpTo())) {
      return goesOn(file, known);
    }
    forget(file, known);
    if (known != null && same && !waits) {
      // Another one is in its inode, and what was delivered of it may not all have been saved.
      doubts.decided(
          "{} holds the {} bytes that were delivered as {}, and more of another log: it is not taken"
              + " for the same file any more. If the agent was killed in the first second of that"
              + " one, what was delivered then is counted again",
          file.path(),
          known.offset(),
          known.id());
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
    Incarnation one = answer.candidate;
    if (answer.relation == Kinship.Relation.WAITS) {
      file.appearance().waitsFor(one);
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
      beginsAs(file, known);
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
    } else if (!one.key().equals(file.key())) {
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
    if (!file.isGzip() && !file.appearance().isStillCopyOf(size)) {
      // It may be in the making, or be no copy at all when it has one line more.
      file.appearance().waitsFor(one);
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
    Arrival arrival = begin(file, equalTo);
    beginsAs(file, one);
    return arrival;
  }

  /** It holds what that one began with: no next life begins with more. */
  private static void beginsAs(TailedFile file, Incarnation one) {
    Objects.requireNonNull(file.incarnation())
        .evidence()
        .beginningIs(one.evidence().beginningBytes());
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
      known.bornAt(file.birthNanos());
      known.evidence().readAgainAfter(known.offset());
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
    return file.isInPattern() || file.isDeleted() || (known == null && !file.isRemembered());
  }

  /** The file does not hold what was read of it any more: ends its incarnation and says so. */
  public void lost(TailedFile file, Incarnation known) {
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
    Incarnation created = creation.create(file, from);
    positions.add(created);
    return identified(file, created);
  }

  private Arrival identified(TailedFile file, Incarnation incarnation) {
    file.identifiedAs(incarnation, time.nanos());
    return Arrival.IDENTIFIED;
  }

  /**
   * Has the evidence saved before the lines that it is of are delivered.
   *
   * @return false if saving fails at the moment: the lines do not wait for that
   */
  public boolean savesAhead() {
    if (positions.lastFailure() != null) {
      return false;
    }
    positions.force();
    return true;
  }

  /**
   * Whether so much of the head is on disk that the rest may be delivered; takes up what is missing
   * otherwise, to be saved.
   */
  public boolean isProven(Incarnation incarnation, FileHandle handle) throws IOException {
    if (!incarnation.isForced()) {
      return false;
    }
    if (incarnation.isProvenOnDisk(handle)
        || !incarnation.headStays(handle)
        || incarnation.isHeadForced()) {
      return true;
    }
    positions.force();
    return false;
  }
}
