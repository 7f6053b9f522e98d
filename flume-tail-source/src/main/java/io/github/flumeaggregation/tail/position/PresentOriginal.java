package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.Content;
import io.github.flumeaggregation.tail.file.FileHandle;
import io.github.flumeaggregation.tail.file.GzipHandle;
import io.github.flumeaggregation.tail.file.PlainHandle;
import io.github.flumeaggregation.tail.position.Kinship.Answer;
import io.github.flumeaggregation.tail.position.Kinship.Relation;
import java.io.IOException;

/**
 * How a content is related to an incarnation whose file is still there, unchanged: what lies in it
 * beyond what was delivered can be compared as well.
 */
final class PresentOriginal {
  private PresentOriginal() {}

  /**
   * The relation to a file that is still at its place, with its content; null if it is not.
   *
   * @param equal up to where the content is equal to what was delivered
   */
  static @Nullable Answer answer(
      Incarnation candidate, TailedFile file, Content content, long equal) throws IOException {
    if (candidate.hasEnded() || candidate.key().equals(file.key())) {
      return null;
    }
    try (PlainHandle original = PlainHandle.openReadable(candidate.path(), candidate.key())) {
      if (original == null) {
        return null;
      }
      boolean compressed = candidate.compressedSize() >= 0;
      GzipHandle gzip = new GzipHandle(original);
      if (compressed ? !candidate.isCompressedAs(gzip) : !candidate.isIn(Content.of(original))) {
        return null;
      }
      FileHandle there = compressed ? gzip : original;
      long size = compressed ? candidate.contentSize() : original.size();
      if (candidate.path().equals(file.path())) {
        // The life before, which lost its place to this one: all of it may be in there.
        boolean within = content.size() <= size && content.last().matches(there);
        return within ? new Answer(Relation.ALIKE, candidate, content.size()) : Answer.NONE;
      }
      if (candidate.bornAt().equals(file.path())) {
        return candidate.isIn(content) ? inItsPlace(candidate, equal, size) : Answer.NONE;
      }
      return content.size() <= size
          ? copy(content.last().matches(there), candidate, content)
          : grown(candidate, equal, size);
    }
  }

  /** The next life, most likely, which is said; but no log begins with more than a beginning. */
  private static Answer inItsPlace(Incarnation candidate, long equal, long size) {
    return equal > candidate.evidence().beginningBytes()
        ? grown(candidate, equal, size)
        : new Answer(Relation.ALIKE, candidate, equal);
  }

  /** All that it holds lies in the original, too. */
  private static Answer copy(boolean equal, Incarnation candidate, Content content)
      throws IOException {
    if (!equal) {
      return Answer.NONE;
    }
    boolean read = candidate.offset() >= content.size();
    return new Answer(read ? Relation.COPY : Relation.WAITS, candidate, content.size());
  }

  /** It holds all that was delivered of the original, and more. */
  private static Answer grown(Incarnation candidate, long equal, long size) {
    if (equal < candidate.offset()) {
      return Answer.NONE;
    }
    TailedFile holder = candidate.holder();
    if (holder != null && equal < size && !holder.isAtEnd()) {
      return new Answer(Relation.WAITS, candidate, equal);
    }
    return new Answer(
        equal > candidate.evidence().beginningBytes() ? Relation.COPY : Relation.ALIKE,
        candidate,
        equal);
  }
}
