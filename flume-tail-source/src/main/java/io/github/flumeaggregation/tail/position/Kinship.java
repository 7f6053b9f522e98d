package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.Content;
import io.github.flumeaggregation.tail.file.FileHandle;
import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.file.Fingerprint;
import io.github.flumeaggregation.tail.file.PlainHandle;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Finds out whether the content of a file that no incarnation is known to be in is that of a known
 * one: a copy, a compressed copy, or the file that it was replaced by.
 *
 * <p>What follows from a relation never puts two different lines under one position: a content
 * continues an incarnation only if it holds all that was delivered of it, and a copy that is not to
 * be read begins an incarnation of its own at its end.
 *
 * <p>Cost: reading some blocks for each known incarnation that begins alike.
 */
final class Kinship {
  /** How the content is related to what is known of an incarnation. */
  enum Relation {
    /** Not, as far as can be seen. */
    NONE,
    /** It is, but what follows depends on how far that one is read yet. */
    WAITS,
    /** It holds all that was delivered, and what held that until now is gone. */
    CONTINUES,
    /** All that it holds was delivered as that incarnation, or is about to be. */
    COPY,
    /** It holds the same as was delivered, and too little to prove anything. */
    ALIKE
  }

  /** A relation, and to whom. */
  static final class Answer {
    static final Answer NONE = new Answer(Relation.NONE, null, 0);

    final Relation relation;
    final @Nullable Incarnation candidate;

    /** Up to which offset the two are equal. */
    final long equalTo;

    Answer(Relation relation, @Nullable Incarnation candidate, long equalTo) {
      this.relation = relation;
      this.candidate = candidate;
      this.equalTo = equalTo;
    }

    /** Whether it is a copy or the continuation of one, proved for more bytes than those. */
    boolean isOfMoreThan(long bytes) {
      return (relation == Relation.CONTINUES || relation == Relation.COPY) && equalTo > bytes;
    }

    /** Whether it may be a copy of one that is read further than those bytes, or will be. */
    boolean waitsForMoreThan(long bytes) {
      return relation == Relation.WAITS && equalTo > bytes;
    }

    private boolean isStrongerThan(Answer other) {
      int more = Integer.compare(strength(), other.strength());
      return more > 0 || (more == 0 && equalTo > other.equalTo);
    }

    private int strength() {
      switch (relation) {
        case NONE:
          return 0;
        case ALIKE:
          return 1;
        case WAITS:
          return 3;
        default:
          return 2;
      }
    }
  }

  /** The writer of a file that was replaced may have a last line for it. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final Positions positions;
  private final Time time;

  Kinship(Positions positions, Time time) {
    this.positions = positions;
    this.time = time;
  }

  /** The incarnations that begin as the file does. */
  List<Incarnation> candidates(FileHandle handle) throws IOException {
    byte[] head = new byte[Fingerprint.HEAD_BYTES];
    return positions.beginningLike(head, handle.read(0, head, 0, head.length));
  }

  /** The strongest relation of the content to one of the candidates. */
  Answer of(TailedFile file, Content content, List<Incarnation> candidates) throws IOException {
    Answer best = Answer.NONE;
    byte[] first = first(file);
    for (Incarnation candidate : candidates) {
      Answer answer = judge(candidate, file, content, first);
      best = answer.isStrongerThan(best) ? answer : best;
      if (best.relation == Relation.COPY && best.equalTo >= content.size()) {
        // All of it was delivered as that one. Thousands of files may hold one banner.
        break;
      }
    }
    Incarnation one = best.candidate;
    return one != null
            && best.relation == Relation.CONTINUES
            && isInItsPlace(one, file)
            && file.appearance().waitsForPlace()
        ? new Answer(Relation.WAITS, one, best.equalTo)
        : best;
  }

  /** As much as proves nothing if it does not say the time. Read once: many may begin alike. */
  private static byte[] first(TailedFile file) throws IOException {
    byte[] bytes = new byte[Evidence.LEAST_BYTES];
    FileHandle handle = Objects.requireNonNull(file.handle());
    return Arrays.copyOf(bytes, Math.max(0, handle.read(0, bytes, 0, bytes.length)));
  }

  private Answer judge(Incarnation candidate, TailedFile file, Content content, byte[] first)
      throws IOException {
    if (!content.isComparableTo(candidate.evidence().blocks())) {
      return new Answer(Relation.WAITS, candidate, candidate.offset());
    }
    boolean whole = candidate.isIn(content);
    if (!whole && !candidate.evidence().samples().agreeWith(content)) {
      return Answer.NONE;
    }
    long equal = whole ? candidate.offset() : candidate.agreedUpTo(content);
    if (!isEvidence(candidate, file, content, equal)
        && !(whole && DatedLines.endIn(first, (int) Math.min(equal, first.length)))) {
      return unproved(candidate, file, content, equal);
    }
    if (candidate.isPending()) {
      return new Answer(Relation.WAITS, candidate, equal);
    }
    Answer present = PresentOriginal.answer(candidate, file, content, equal);
    if (present != null) {
      return present;
    }
    TailedFile holder = candidate.holder();
    if (holder != null && isInOpenFile(candidate, holder, file, content)) {
      return new Answer(Relation.COPY, candidate, content.size());
    }
    if (!whole && !isCutShort(candidate, file, content)) {
      return nextLife(candidate, file, content);
    }
    if (holder != null && !(whole && isHandingOver(holder))) {
      // It is deleted and read to its end, or truncated: either is found out soon.
      return new Answer(Relation.WAITS, candidate, equal);
    }
    Fingerprint rest = holder == null ? null : rest(holder);
    if (rest != null && !content.isComparableTo(Collections.singletonList(rest))) {
      return new Answer(Relation.WAITS, candidate, equal);
    }
    if (rest != null && !content.holds(rest)) {
      return Answer.NONE;
    }
    return new Answer(whole ? Relation.CONTINUES : Relation.COPY, candidate, equal);
  }

  /** Little is known of that one: its file itself may tell, if it is there. */
  private static Answer unproved(
      Incarnation candidate, TailedFile file, Content content, long equal) throws IOException {
    long size = content.size();
    Answer present =
        size < Evidence.LEAST_BYTES
            ? null
            : PresentOriginal.answer(candidate, file, content, equal);
    if (present != null && present.equalTo == size) {
      return present;
    }
    long known = Math.max(equal, candidate.evidence().head().length());
    boolean inItsPlace = candidate.bornAt().equals(file.path());
    boolean alike = size <= known || (inItsPlace && candidate.isIn(content));
    return alike ? new Answer(Relation.ALIKE, candidate, Math.min(size, known)) : Answer.NONE;
  }

  /** It is read as another log; that most of it is known is said, unless logs begin so. */
  private static Answer nextLife(Incarnation candidate, TailedFile file, Content content)
      throws IOException {
    Evidence evidence = candidate.evidence();
    long equal = evidence.agreedUpTo(content, content.size());
    boolean begins = evidence.knowsBeginning() && equal <= evidence.beginningBytes();
    // Of the next content of its own inode CutBack tells more.
    return equal > content.size() / 2 && !begins && !candidate.key().equals(file.key())
        ? new Answer(Relation.ALIKE, candidate, equal)
        : Answer.NONE;
  }

  private static boolean isEvidence(
      Incarnation candidate, TailedFile file, Content content, long equal) throws IOException {
    long evidence = Math.max(candidate.evidence().head().length(), equal);
    boolean sameSize =
        file.isGzip() && candidate.offset() > 0 && candidate.offset() == content.size();
    boolean sameFile = candidate.key().equals(file.key());
    return evidence >= Evidence.LEAST_BYTES || sameSize || sameFile;
  }

  /**
   * Whether it is a copy made before all that was seen had been written. In the inode of the
   * original, or in its place, it is a next life with the same beginning; elsewhere it may be
   * another log with the same beginning, unless the original was truncated.
   */
  private static boolean isCutShort(Incarnation candidate, TailedFile file, Content content)
      throws IOException {
    if (candidate.key().equals(file.key()) || candidate.bornAt().equals(file.path())) {
      return false;
    }
    long most = Math.min(content.size(), candidate.offset());
    long equal = candidate.agreedUpTo(content);
    return equal >= most - most / 8
        && (equal > candidate.evidence().beginningBytes() || isOverwritten(candidate));
  }

  /** Whether other content is in its file now; that may not have been seen before. */
  private static boolean isOverwritten(Incarnation candidate) throws IOException {
    if (candidate.wasOverwritten() || candidate.hasEnded() || candidate.compressedSize() >= 0) {
      return candidate.wasOverwritten();
    }
    try (PlainHandle there = PlainHandle.openReadable(candidate.path(), candidate.key())) {
      return there != null && !candidate.isIn(Content.of(there));
    }
  }

  /**
   * Whether another file than that one lies where the log was born, nobody knows who it is, and it
   * holds all that was delivered: then it is the log, and that one a copy.
   */
  private boolean isInItsPlace(Incarnation candidate, TailedFile file) throws IOException {
    FileStat stat = candidate.bornAt().equals(file.path()) ? null : FileStat.of(candidate.bornAt());
    if (stat == null || stat.key().equals(file.key())) {
      return false;
    }
    try (PlainHandle there = PlainHandle.openReadable(candidate.bornAt(), stat.key())) {
      if (there == null || !candidate.isIn(Content.of(there))) {
        return false;
      }
      Incarnation known = positions.find(stat.key());
      return known == null || known == candidate || !known.isIn(Content.of(there));
    }
  }

  /** The same, proved by the original: it has no name any more, but is still open. */
  private static boolean isInOpenFile(
      Incarnation candidate, TailedFile holder, TailedFile file, Content content)
      throws IOException {
    FileHandle original = holder.handle();
    long size = content.size();
    return original != null
        && !holder.isGzip()
        && size > candidate.evidence().beginningBytes()
        && size < candidate.offset()
        && !candidate.bornAt().equals(file.path())
        && content.last().matches(original);
  }

  private boolean isHandingOver(TailedFile holder) {
    return holder.isReadOut() && time.nanos() - holder.due().lastGrowthNanos() >= QUIET_NANOS;
  }

  /** The block at its end, if its last line has no end yet and is in no event; null if not. */
  static @Nullable Fingerprint rest(TailedFile holder) throws IOException {
    FileHandle handle = holder.handle();
    return handle == null || !holder.progress().hasRest() ? null : Content.of(handle).last();
  }
}
