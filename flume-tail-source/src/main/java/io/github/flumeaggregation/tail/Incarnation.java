package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Map;

/**
 * One life of a file, from empty to truncated or gone, and how far it has been delivered.
 *
 * <p>What is saved in the position file. Its {@link #id} goes into the position header of every
 * event; the fingerprints tell on a later look whether the file with that key is still the same
 * one. A rename changes the path only. Used by the tailing thread alone.
 */
final class Incarnation {
  /** Bytes at the head of the file that are fingerprinted, as soon as it has that many. */
  static final int HEAD_BYTES = 1024;

  /** Bytes before a position that are fingerprinted, or as many as there are. */
  static final int CHECK_BYTES = 256;

  /** How many stretches that were read last are remembered, to recognise a copy cut short. */
  private static final int REMEMBERED = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String id;
  private FileKey key;
  private Path path;
  private Fingerprint head;
  private @Nullable Fingerprint check;
  private final ArrayDeque<Fingerprint> lastRead = new ArrayDeque<>();
  private long offset;
  private long seenMillis;
  private boolean forced;
  private boolean ended;
  private boolean atWork;
  private long compressedSize = -1;
  private long contentSize;
  private Map<String, String> headers = Collections.emptyMap();

  /**
   * @param id host, device, inode and nonce
   * @param head of at least one byte: a file gets an incarnation when it has content
   */
  Incarnation(String id, FileKey key, Path path, Fingerprint head) {
    this.id = id;
    this.key = key;
    this.path = path;
    this.head = head;
  }

  /** An identity that no file has had before. */
  static String newId(String host, FileKey key) {
    return host + ":" + key + ":" + String.format("%016x", RANDOM.nextLong());
  }

  String id() {
    return id;
  }

  FileKey key() {
    return key;
  }

  /** The content goes on in another file: a copy of this one, compressed or not. */
  void continuesIn(FileKey newKey) {
    key = newKey;
    ended = false;
  }

  /** Where the file was last seen. */
  Path path() {
    return path;
  }

  void movedTo(Path newPath) {
    path = newPath;
  }

  /** Headers that every event of the file carries, from its file group. */
  Map<String, String> headers() {
    return headers;
  }

  void headers(Map<String, String> newHeaders) {
    headers = newHeaders;
  }

  Fingerprint head() {
    return head;
  }

  /** The head has become longer while the file grew. */
  void head(Fingerprint longer) {
    head = longer;
  }

  /** Of bytes that end at or before {@link #offset()}; null while nothing was delivered. */
  @Nullable
  Fingerprint check() {
    return check;
  }

  /** Whether that content holds what was delivered of this one. */
  boolean isIn(FileHandle content) throws IOException {
    return content.size() >= offset
        && head.matches(content)
        && (check == null || check.matches(content));
  }

  /**
   * Whether that content is a copy made before all that was delivered had been written: it is
   * shorter, and holds what was read last of what it can hold.
   */
  boolean goesBeyond(FileHandle content) throws IOException {
    long size = content.size();
    if (size >= offset || !head.matches(content)) {
      return false;
    }
    for (Fingerprint one : lastRead) {
      if (one.end() <= size) {
        return one.matches(content);
      }
    }
    return false;
  }

  /** The file held this when its newest lines were read. */
  void hasRead(Fingerprint newest) {
    lastRead.addFirst(newest);
    if (lastRead.size() > REMEMBERED) {
      lastRead.removeLast();
    }
  }

  /** Every byte before this file offset is in the channel. */
  long offset() {
    return offset;
  }

  /** Bytes before {@code newOffset} are in the channel. */
  void delivered(long newOffset) {
    offset = newOffset;
  }

  /** Sets how a later look can tell that the bytes before the offset are still the same. */
  void checkedBy(@Nullable Fingerprint newCheck) {
    check = newCheck;
  }

  /** Wall clock of the last moment at which the file was known to exist, epoch milliseconds. */
  long seenMillis() {
    return seenMillis;
  }

  void seenAt(long wallMillis) {
    seenMillis = wallMillis;
  }

  /**
   * Whether the file that held it is gone, or holds something else. It may still come up again as a
   * copy, compressed or not.
   */
  boolean hasEnded() {
    return ended;
  }

  void end() {
    ended = true;
  }

  /** Whether an open file is being read as this incarnation; only one may be. */
  boolean isAtWork() {
    return atWork;
  }

  void atWork(boolean now) {
    atWork = now;
  }

  /** The file holds the content compressed: its size as it lies on disk, or -1 if it does not. */
  long compressedSize() {
    return compressedSize;
  }

  /** Size of the content of a compressed file. */
  long contentSize() {
    return contentSize;
  }

  void compressed(long newCompressedSize, long newContentSize) {
    compressedSize = newCompressedSize;
    contentSize = newContentSize;
  }

  /** Whether the id is on disk, so that events may carry it. */
  boolean isForced() {
    return forced;
  }

  void markForced() {
    forced = true;
  }
}
