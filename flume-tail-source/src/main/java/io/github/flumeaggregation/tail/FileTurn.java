package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * One file's turn: looks whether it is still the same, reads a bounded stretch from where it was
 * left, and puts the events in it into the batch.
 *
 * <p>Each byte is read and searched at most twice, however slowly its line grows.
 */
final class FileTurn {
  /** How a turn ended. */
  enum Outcome {
    /** There is more to read at once. */
    BEHIND,
    /** All there was has been read. */
    CAUGHT_UP,
    /** There was nothing new. */
    QUIET,
    /** The channel is full. */
    BLOCKED,
    /** The file has left the pattern and is not the one that was known. */
    STRANGER
  }

  static final int TURN_BYTES = 256 << 10;

  /** A partial line is worth a search of its new part only, from this length on. */
  private static final int LONG_PARTIAL_BYTES = TURN_BYTES / 4;

  private static final long CHECK_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Identification identification;
  private final LineFramer framer;
  private final Sender sender;
  private final Time time;
  private final TailStats stats;
  private final int maxLineBytes;
  private final ReadBuffer buffer = new ReadBuffer(TURN_BYTES);
  private @Nullable Incarnation current;
  private long readAtMillis;

  FileTurn(
      TailOptions options, Identification identification, Sender sender, Instruments instruments) {
    this.identification = identification;
    this.sender = sender;
    time = instruments.time();
    stats = instruments.stats();
    maxLineBytes = options.maxLineBytes();
    framer = new LineFramer(options.linesPerEvent(), options.maxEventBytes(), maxLineBytes);
    framer.over(buffer.bytes());
  }

  /** Gives the file its turn. The batch must not be full. */
  Outcome take(TailedFile file) throws IOException {
    FileHandle handle = file.open();
    if (handle == null) {
      return Outcome.QUIET;
    }
    Incarnation incarnation = file.incarnation();
    if (incarnation == null) {
      return arrive(file, handle);
    }
    if (!incarnation.isForced() || !hasNews(file, handle)) {
      return Outcome.QUIET;
    }
    if (!buffer.fill(handle, file.readOffset()) || !isSame(file, incarnation, handle)) {
      identification.lost(file, incarnation);
      return Outcome.BEHIND;
    }
    current = incarnation;
    readAtMillis = time.wallMillis();
    return readLines(file, handle);
  }

  private Outcome arrive(TailedFile file, FileHandle handle) throws IOException {
    if (identification.identify(file, handle)) {
      return Outcome.BEHIND;
    }
    return file.isInPattern() ? Outcome.QUIET : Outcome.STRANGER;
  }

  private boolean hasNews(TailedFile file, FileHandle handle) throws IOException {
    long size = handle.size();
    if (size == file.scannedTo()) {
      // Content may have been replaced by as much; a look now and then is cheap.
      return time.nanos() - file.lastCheckNanos >= CHECK_INTERVAL_NANOS;
    }
    return file.scannedTo() - file.readOffset() < LONG_PARTIAL_BYTES
        || size - file.readOffset() > maxLineBytes
        || size < file.scannedTo()
        || findsNewline(file, handle);
  }

  private boolean findsNewline(TailedFile file, FileHandle handle) throws IOException {
    do {
      if (!buffer.fill(handle, file.scannedTo()) || framer.hasNewline(buffer.from(), buffer.to())) {
        return true;
      }
      file.scannedTo(file.scannedTo() + buffer.to() - buffer.from());
    } while (buffer.isFull());
    return false;
  }

  private boolean isSame(TailedFile file, Incarnation incarnation, FileHandle handle)
      throws IOException {
    file.lastCheckNanos = time.nanos();
    Fingerprint check = file.check();
    if (check != null && !buffer.agreesWith(check)) {
      return false;
    }
    return (check != null && incarnation.head().length() == Incarnation.HEAD_BYTES)
        || Identification.headStays(incarnation, handle);
  }

  private Outcome readLines(TailedFile file, FileHandle handle) throws IOException {
    int start = buffer.from();
    int end = takeEvents(file.readOffset() - start);
    while (end == start && buffer.isFull() && hasMoreOfLine(handle)) {
      end = takeEvents(file.readOffset() - start);
    }
    boolean full = buffer.isFull();
    long position = file.readOffset();
    file.readTo(position + (end - start), buffer.checkBefore(end));
    file.scannedTo(position + (buffer.to() - start));
    stats.bytesRead.addAndGet(end - start);
    if (sender.batch().isFull()) {
      file.scannedTo(file.readOffset());
      return Outcome.BLOCKED;
    }
    return full ? Outcome.BEHIND : end > start ? Outcome.CAUGHT_UP : Outcome.QUIET;
  }

  private boolean hasMoreOfLine(FileHandle handle) throws IOException {
    int have = buffer.to() - buffer.from();
    int want = (int) Math.min(2L * have, maxLineBytes + 1L);
    boolean more = want > have && buffer.extend(handle, want);
    framer.over(buffer.bytes());
    return more;
  }

  /**
   * Puts the events of the buffer into the batch, and batches into the channel, as far as it goes.
   *
   * @param shift file offset of an index in the buffer, less the index
   * @return the index after the last event
   */
  private int takeEvents(long shift) {
    byte[] bytes = buffer.bytes();
    Batch batch = sender.batch();
    int to = buffer.to();
    int from = buffer.from();
    long lines = 0;
    while (framer.next(from, to, from > 0 && bytes[from - 1] != '\n')) {
      batch.add(this, shift + from, from, framer);
      lines += countLines();
      from = framer.end();
      if (batch.isFull() && !sender.flush()) {
        break;
      }
    }
    stats.linesRead.addAndGet(lines);
    return from;
  }

  /** A line counts where it begins. */
  private int countLines() {
    if (framer.isContinuation()) {
      return 0;
    }
    if (framer.isCut()) {
      stats.oversizedLines.incrementAndGet();
    }
    return framer.lines();
  }

  /**
   * Puts the unfinished last line of a file that is let go into the batch: nobody will finish it.
   */
  void takeRest(TailedFile file) throws IOException {
    FileHandle handle = file.open();
    Incarnation incarnation = file.incarnation();
    if (handle == null
        || incarnation == null
        || !buffer.fill(handle, file.readOffset())
        || buffer.from() == buffer.to()) {
      return;
    }
    current = incarnation;
    readAtMillis = time.wallMillis();
    while (buffer.isFull() && hasMoreOfLine(handle)) {
      // All of the line goes into one event.
    }
    boolean midLine = buffer.from() > 0 && buffer.bytes()[buffer.from() - 1] != '\n';
    framer.rest(buffer.from(), buffer.to(), midLine);
    sender.batch().add(this, file.readOffset(), buffer.from(), framer);
    stats.linesRead.addAndGet(midLine ? 0 : 1);
  }

  /** The array that events are cut from. */
  byte[] bytes() {
    return buffer.bytes();
  }

  /** What is being read. */
  Incarnation incarnation() {
    Incarnation incarnation = current;
    if (incarnation == null) {
      throw new IllegalStateException("no file has had a turn");
    }
    return incarnation;
  }

  /** Wall clock of the read, epoch milliseconds. */
  long readAtMillis() {
    return readAtMillis;
  }
}
