package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.Content;
import io.github.flumeaggregation.tail.file.FileHandle;
import io.github.flumeaggregation.tail.file.Fingerprint;
import io.github.flumeaggregation.tail.frame.Framer;
import io.github.flumeaggregation.tail.frame.LineFramer;
import io.github.flumeaggregation.tail.frame.Multiline;
import io.github.flumeaggregation.tail.frame.RecordFramer;
import io.github.flumeaggregation.tail.position.Incarnation;
import io.github.flumeaggregation.tail.position.Samples;
import io.github.flumeaggregation.tail.position.TailedFile;
import io.github.flumeaggregation.tail.watch.Instruments;
import io.github.flumeaggregation.tail.watch.TailStats;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads a bounded stretch of a file from where it was left, and puts the events in it into the
 * batch, and batches into the channel.
 */
final class LineReader {
  static final int TURN_BYTES = 256 << 10;

  /** Fewer NUL bytes at the beginning of a file are the beginning of its first line. */
  private static final int LEAST_HOLE_BYTES = 512;

  private final Framer framer;
  private final Sender sender;
  private final Time time;
  private final TailStats stats;
  private final RestPolicy rests;
  private final int maxLineBytes;
  private final boolean truncates;
  private final ReadBuffer buffer = new ReadBuffer(TURN_BYTES);
  private final LongLineSearch longLines = new LongLineSearch();
  private @Nullable ReadMark mark;

  LineReader(TailOptions options, Sender sender, Instruments instruments) {
    this.sender = sender;
    time = instruments.time();
    stats = instruments.stats();
    rests = new RestPolicy(options);
    maxLineBytes = options.maxLineBytes;
    truncates = options.truncatesLongLines;
    Multiline multiline = options.multiline;
    framer = multiline == null ? lineFramer(options) : new RecordFramer(multiline);
    framer.over(buffer.bytes());
  }

  private static Framer lineFramer(TailOptions options) {
    return new LineFramer(
        options.linesPerEvent,
        options.maxEventBytes,
        options.maxLineBytes,
        !options.truncatesLongLines);
  }

  RestPolicy rests() {
    return rests;
  }

  private boolean isTooLong(long bytes) {
    return truncates && bytes > maxLineBytes;
  }

  /** Whether a line of so many bytes is cut, whether it has ended or not. */
  boolean cuts(long bytes) {
    return !truncates && bytes >= framer.mostBytes();
  }

  /** Reads around the file's read offset; false if the file does not reach up to there. */
  boolean open(TailedFile file) throws IOException {
    boolean reaches = buffer.fill(handle(file), file.progress().readOffset());
    file.progress().endsInNuls(reaches && buffer.trimNuls(handle(file)));
    return reaches;
  }

  /** Whether the file holds what was read of it, as far as the fingerprints can tell. */
  boolean isSame(TailedFile file, Incarnation incarnation) throws IOException {
    Fingerprint check = file.progress().check();
    return (check == null || buffer.agreesWith(check, handle(file)))
        && incarnation.headStays(handle(file))
        && holdsWhatWasSeen(file, incarnation.evidence().samples());
  }

  /** Up to the read offset it may agree with its next life, where both begin alike. */
  private static boolean holdsWhatWasSeen(TailedFile file, Samples samples) throws IOException {
    return file.isGzip()
        || samples.lastEnd() <= file.progress().readOffset()
        || samples.areAllIn(Content.of(handle(file)));
  }

  /** Searches what has come since the last look; remembers how far it has searched in vain. */
  boolean findsNewline(TailedFile file, FileHandle handle) throws IOException {
    do {
      if (!buffer.fill(handle, file.progress().scannedTo())
          || framer.hasNewline(buffer.from(), buffer.to())) {
        return true;
      }
      file.progress().scannedTo(file.progress().scannedTo() + buffer.to() - buffer.from());
    } while (buffer.isFull());
    return false;
  }

  /**
   * Samples what will be delivered of the stretch that {@link #open} has read: its whole lines, and
   * the last one without its end if that is taken as it is, or too long; false if there is nothing.
   */
  boolean samplesAhead(TailedFile file, Incarnation incarnation, Framer.Rest rest) {
    int end = buffer.to();
    while (rest == Framer.Rest.WHOLE_LINES
        && end > buffer.from()
        && buffer.bytes()[end - 1] != '\n') {
      end--;
    }
    int open = buffer.to() - end;
    if (end == buffer.from() && (buffer.isFull() || cuts(open) || isTooLong(open))) {
      end = buffer.to();
    }
    long shift = file.progress().readOffset() - buffer.from();
    incarnation.evidence().samples().sample(buffer.bytes(), buffer.from(), end, shift);
    return end > buffer.from() && !file.isGzip();
  }

  /** Whether the stretch that {@link #open} has read ends behind that offset. */
  boolean reachesBeyond(TailedFile file, long offset) {
    return offset - file.progress().readOffset() < buffer.to() - buffer.from();
  }

  /**
   * Takes the events of that stretch which end at or before an offset.
   *
   * @return null if the stretch reaches beyond that, and none of them does
   */
  @Nullable
  TurnOutcome readLinesUpTo(TailedFile file, long offset) throws IOException {
    if (!reachesBeyond(file, offset)) {
      return readLines(file);
    }
    long before = file.progress().readOffset();
    if (offset <= before) {
      return null;
    }
    int end = buffer.to();
    buffer.endAt(buffer.from() + (int) (offset - before));
    TurnOutcome outcome = readLines(file);
    if (file.progress().readOffset() == before) {
      buffer.endAt(end);
      return null;
    }
    return outcome == TurnOutcome.BLOCKED ? outcome : TurnOutcome.BEHIND;
  }

  /** Takes the events of the stretch that {@link #open} has read. */
  TurnOutcome readLines(TailedFile file) throws IOException {
    mark(file);
    int start = buffer.from();
    if (file.progress().readOffset() == file.progress().leadingNuls() && skipsNuls(file)) {
      return TurnOutcome.BEHIND;
    }
    int end = takeEvents(file.progress().readOffset() - start);
    while (end == start && buffer.isFull() && hasMoreOfRecord(handle(file))) {
      end = takeEvents(file.progress().readOffset() - start);
    }
    boolean longLine = isTooLong(buffer.to() - end);
    if (longLine && end == start) {
      return truncateLine(file);
    }
    boolean grown = advance(file, end);
    if (sender.batch().isFull() || longLine) {
      file.progress().scannedTo(file.progress().readOffset());
      return sender.batch().isFull() ? TurnOutcome.BLOCKED : TurnOutcome.BEHIND;
    }
    if (buffer.isFull()) {
      return TurnOutcome.BEHIND;
    }
    return grown ? TurnOutcome.CAUGHT_UP : TurnOutcome.QUIET;
  }

  /**
   * What a writer leaves that goes on at its old offset in a log that was truncated: a hole before
   * its next line, and no part of it.
   */
  private boolean skipsNuls(TailedFile file) {
    int start = buffer.from();
    int end = start;
    while (end < buffer.to() && buffer.bytes()[end] == 0) {
      end++;
    }
    if (end == start || (file.progress().readOffset() == 0 && end - start < LEAST_HOLE_BYTES)) {
      return false;
    }
    advance(file, end);
    file.progress().readNulsOnly();
    file.progress().scannedTo(file.progress().readOffset());
    return true;
  }

  private void mark(TailedFile file) {
    mark = new ReadMark(Objects.requireNonNull(file.incarnation()), time.wallMillis());
  }

  /** The bytes up to {@code end} are in events; says whether the file has grown meanwhile. */
  private boolean advance(TailedFile file, int end) {
    int start = buffer.from();
    long position = file.progress().readOffset();
    long scanned = position + (buffer.to() - start) + buffer.trimmed();
    boolean grown = file.progress().seesUpTo(scanned);
    file.readTo(position + (end - start), buffer.checkBefore(end));
    Incarnation read = Objects.requireNonNull(file.incarnation());
    boolean behind = buffer.isFull() || file.isGzip();
    read.evidence().read(buffer.bytes(), start, end, position - start, behind);
    file.progress().scannedTo(scanned);
    stats.bytesRead.addAndGet(end - start);
    return grown;
  }

  private boolean hasMoreOfRecord(FileHandle handle) throws IOException {
    int have = buffer.to() - buffer.from();
    int want = (int) Math.min(2L * have, framer.mostBytes());
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
    ReadMark current = Objects.requireNonNull(mark);
    Batch batch = sender.batch();
    int to = buffer.to();
    int from = buffer.from();
    long lines = 0;
    while (framer.next(from, to, isMidLine(from))) {
      batch.add(current, shift + from, from, framer);
      lines += framer.linesBegun();
      countOversized();
      from = framer.end();
      if (batch.isFull() && !sender.flush()) {
        break;
      }
    }
    stats.linesRead.addAndGet(lines);
    return from;
  }

  private boolean isMidLine(int from) {
    return from > 0 && buffer.bytes()[from - 1] != '\n';
  }

  private void countOversized() {
    if (framer.isOversized() && !framer.isContinuation()) {
      stats.oversizedLines.incrementAndGet();
    }
  }

  /** Looks for the end of a line of which only the beginning is kept. */
  private TurnOutcome truncateLine(TailedFile file) throws IOException {
    long from = Math.max(file.progress().scannedTo(), file.progress().readOffset() + maxLineBytes);
    long end = longLines.endAfter(handle(file), from);
    boolean grown = file.progress().seesUpTo(longLines.searchedTo());
    file.progress().scannedTo(longLines.searchedTo());
    if (end >= 0) {
      addTruncated(file, end);
      return TurnOutcome.BEHIND;
    }
    if (longLines.hasMore()) {
      return TurnOutcome.BEHIND;
    }
    return grown ? TurnOutcome.CAUGHT_UP : TurnOutcome.QUIET;
  }

  private void addTruncated(TailedFile file, long end) throws IOException {
    int start = buffer.from();
    byte[] body = Arrays.copyOfRange(buffer.bytes(), start, start + maxLineBytes);
    long position = file.progress().readOffset();
    boolean midLine = isMidLine(start);
    ReadMark current = Objects.requireNonNull(mark);
    sender.batch().addTruncated(current, position, end - position, body, midLine);
    if (!midLine) {
      stats.linesRead.incrementAndGet();
      stats.oversizedLines.incrementAndGet();
    }
    stats.bytesRead.addAndGet(end - position);
    buffer.fill(handle(file), end);
    file.readTo(end, buffer.checkBefore(buffer.from()));
    file.progress().scannedTo(end);
  }

  /** Takes what has no end yet from the stretch that {@link #open} has read. */
  boolean takeRest(TailedFile file, Framer.Rest rest) throws IOException {
    mark(file);
    while (buffer.isFull() && hasMoreOfRecord(handle(file))) {
      // All of it is looked at together.
    }
    int from = buffer.from();
    if (truncates && rest != Framer.Rest.WHOLE_LINES && buffer.to() - from > maxLineBytes) {
      addTruncated(file, file.progress().scannedTo());
      return true;
    }
    if (!framer.rest(from, buffer.to(), isMidLine(from), rest)) {
      return false;
    }
    sender.batch().add(Objects.requireNonNull(mark), file.progress().readOffset(), from, framer);
    stats.linesRead.addAndGet(framer.linesBegun());
    advance(file, framer.end());
    return true;
  }

  private static FileHandle handle(TailedFile file) {
    return Objects.requireNonNull(file.handle());
  }
}
