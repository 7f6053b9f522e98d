package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.Content;
import io.github.flumeaggregation.tail.file.FileHandle;
import io.github.flumeaggregation.tail.file.FileKey;
import io.github.flumeaggregation.tail.file.Fingerprint;
import io.github.flumeaggregation.tail.file.GzipHandle;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.Map;

/**
 * One life of a file, from empty to truncated or gone, and how far it has been delivered.
 *
 * <p>What is saved in the position file. Its {@link #id} goes into the position header of every
 * event; the fingerprints tell on a later look whether the file with that key is still the same
 * one. A rename changes the path only. Used by the tailing thread alone.
 */
public final class Incarnation {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String id;
  private FileKey key;
  private Path path;
  private Path bornAt;
  private @Nullable Path realPath;
  private long birthNanos;
  private final Evidence evidence;
  private long offset;
  private long readTo;
  private long seenMillis;
  private OnDisk onDisk = OnDisk.NOTHING;
  private boolean ended;
  private boolean overwritten;
  private @Nullable TailedFile holder;
  private @Nullable Heads heads;
  private long compressedSize = -1;
  private long contentSize;
  private long trailer;
  private Map<String, String> headers = Collections.emptyMap();

  /**
   * @param id host, device, inode and nonce
   * @param head of at least one byte: a file gets an incarnation when it has content
   */
  Incarnation(String id, FileKey key, Path path, Fingerprint head) {
    this.id = id;
    this.key = key;
    this.path = path;
    bornAt = path;
    evidence = new Evidence(head);
  }

  /** An identity that no file has had before. */
  static String newId(String host, FileKey key) {
    return host + ":" + key + ":" + String.format("%016x", RANDOM.nextLong());
  }

  public String id() {
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
  public Path path() {
    return path;
  }

  public void movedTo(Path newPath) {
    path = newPath;
  }

  /** Where it was first seen. What appears there later is a next life, and no copy of this one. */
  Path bornAt() {
    return bornAt;
  }

  void bornAt(Path firstPath) {
    bornAt = firstPath;
  }

  /** Where it lay when symbolic links led to it; null if none did. */
  @Nullable
  Path realPath() {
    return realPath;
  }

  void reallyAt(@Nullable Path newRealPath) {
    realPath = newRealPath;
  }

  /** When the file was created, in nanoseconds since the epoch; 0 if the system does not tell. */
  long birthNanos() {
    return birthNanos;
  }

  void bornAt(long newBirthNanos) {
    birthNanos = newBirthNanos;
  }

  /** Headers that every event of the file carries, from its file group. */
  public Map<String, String> headers() {
    return headers;
  }

  public void headers(Map<String, String> newHeaders) {
    headers = newHeaders;
  }

  /** What its content is known by. */
  public Evidence evidence() {
    return evidence;
  }

  /** The head has become longer while the file grew. */
  void head(Fingerprint longer) {
    Heads index = heads;
    if (index != null) {
      index.remove(this);
    }
    evidence.head(longer);
    if (index != null) {
      index.add(this);
    }
  }

  /** Where it is found by its head; null for nowhere. */
  void listedIn(@Nullable Heads newHeads) {
    heads = newHeads;
  }

  /** Up to where {@link #isIn} compares: what was seen of it may reach beyond what was saved. */
  long seenUpTo() {
    return Math.max(offset, evidence.samples().lastEnd());
  }

  /** Whether that content holds what was delivered of this one. */
  boolean isIn(Content content) throws IOException {
    return evidence.isIn(content, offset);
  }

  /** Up to where that content is provably equal to what was delivered of this one. */
  long agreedUpTo(Content content) throws IOException {
    return evidence.agreedUpTo(content, offset);
  }

  /**
   * Takes a longer fingerprint of the head if the file has grown past a short one.
   *
   * @return false if the head is not what it was
   */
  public boolean headStays(FileHandle handle) throws IOException {
    Fingerprint head = evidence.head();
    byte[] bytes = new byte[Fingerprint.HEAD_BYTES];
    int length = Fingerprint.headLength(bytes, handle.read(0, bytes, 0, bytes.length));
    if (length < head.length() || !head.matches(bytes, 0)) {
      return false;
    }
    if (length > head.length()) {
      head(Fingerprint.of(bytes, length, length, length));
    }
    return true;
  }

  /** Whether some of what was read is not in the channel yet. */
  boolean isPending() {
    return readTo > offset;
  }

  /** What lies before that offset is in events. */
  void readTo(long newReadTo) {
    readTo = newReadTo;
  }

  /** Every byte before this file offset is in the channel. */
  public long offset() {
    return offset;
  }

  /** Bytes before {@code newOffset} are in the channel. */
  public void delivered(long newOffset) {
    offset = newOffset;
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
  public boolean hasEnded() {
    return ended;
  }

  void end() {
    ended = true;
  }

  /** Whether other content took its place in the same inode: then a copy may have been made. */
  boolean wasOverwritten() {
    return overwritten;
  }

  void overwritten() {
    overwritten = true;
  }

  /** The open file that is being read as this incarnation, only one may be; null if none is. */
  @Nullable
  public TailedFile holder() {
    return holder;
  }

  public boolean isAtWork() {
    return holder != null;
  }

  void heldBy(@Nullable TailedFile newHolder) {
    holder = newHolder;
  }

  /** The file holds the content compressed: its size as it lies on disk, or -1 if it does not. */
  long compressedSize() {
    return compressedSize;
  }

  /** Size of the content of a compressed file. */
  long contentSize() {
    return contentSize;
  }

  /** Whether that is the compressed file still, as far as its size and its end can tell. */
  boolean isCompressedAs(GzipHandle gzip) throws IOException {
    return compressedSize == gzip.compressedSize() && trailer == gzip.trailer();
  }

  /** Checksum and length that the compressed file ends with (RFC 1952). */
  long trailer() {
    return trailer;
  }

  void compressed(long newCompressedSize, long newContentSize, long newTrailer) {
    compressedSize = newCompressedSize;
    contentSize = newContentSize;
    trailer = newTrailer;
  }

  /** Whether the id is on disk, so that events may carry it. */
  public boolean isForced() {
    return onDisk.headBytes > 0;
  }

  /** Whether all that is known of the head is on disk. */
  boolean isHeadForced() {
    return onDisk.headBytes == evidence.head().length();
  }

  /**
   * Whether enough of the head is on disk to know the incarnation by after a crash; the rest of the
   * content may be delivered only then. How long the content is is asked only if little is known.
   */
  boolean isProvenOnDisk(FileHandle handle) throws IOException {
    return onDisk.headBytes >= Evidence.LEAST_BYTES || onDisk.headBytes >= handle.size();
  }

  /**
   * Up to where lines may be delivered: for those behind it, a crash could leave nothing on disk by
   * which they are told from those of another log with the same beginning, and {@link Evidence} of
   * them must be saved first. Not so beyond the beginning: no two logs have as much in common.
   */
  public long foreseenTo() {
    return onDisk.seenTo <= evidence.beginningBytes() ? onDisk.seenTo : Long.MAX_VALUE;
  }

  /** Whether everything that is in the channel is on disk as delivered. */
  public boolean isSaved() {
    return onDisk.offset >= offset;
  }

  void markForced() {
    forcing().run();
  }

  /** What is to be noted when all that is known now is on disk. */
  Runnable forcing() {
    OnDisk now = new OnDisk(evidence, offset);
    return () -> onDisk = now;
  }
}
