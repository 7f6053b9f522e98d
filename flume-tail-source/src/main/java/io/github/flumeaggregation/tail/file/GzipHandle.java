package io.github.flumeaggregation.tail.file;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The content of a gzip file (RFC 1952), of one or several members, in decompressed offsets.
 *
 * <p>A compressor writes in place, so the file counts as complete only when it has been
 * decompressed to its end once and all checksums fit: {@link #measure}. Reading is sequential
 * underneath; a window of what was decompressed last makes short steps back cheap, a step further
 * back starts over. Work is done in pieces of {@link #STEP_BYTES}, so that a large file does not
 * hold up the others. Memory: up to {@link #WINDOW_BYTES}.
 */
public final class GzipHandle implements FileHandle {
  /** How a measuring went. */
  public enum Measure {
    GOING_ON,
    COMPLETE,
    INCOMPLETE
  }

  static final int STEP_BYTES = 4 << 20;

  private static final int WINDOW_BYTES = 1 << 20;
  private static final int CHUNK_BYTES = 64 << 10;
  private static final int IN_BYTES = 64 << 10;

  private final PlainHandle raw;
  private byte[] window = new byte[0];
  private @Nullable InputStream in;
  private long windowStart;
  private int windowLength;
  private long size;
  private long rawSize = -1;
  private boolean measuring;
  private Set<Fingerprint> comparable = Collections.emptySet();
  private List<Fingerprint> compared = Collections.emptyList();
  private int nextCompared;
  private final Set<Fingerprint> matched = new HashSet<>();

  public GzipHandle(PlainHandle raw) {
    this.raw = raw;
  }

  /** Whether the file begins as a gzip file does. */
  public static boolean isGzip(FileHandle file) throws IOException {
    byte[] magic = new byte[3];
    int length = file.read(0, magic, 0, magic.length);
    return length > 0
        && magic[0] == 0x1f
        && (length < 2 || magic[1] == (byte) 0x8b)
        && (length < 3 || magic[2] == 8);
  }

  /** Whether a measuring has begun and not ended. */
  public boolean isMeasuring() {
    return measuring;
  }

  /** Whether the file has grown since it was measured. */
  public boolean hasChanged() throws IOException {
    return raw.size() != rawSize;
  }

  /** Size of the file as it lies on disk. */
  public long compressedSize() throws IOException {
    return raw.size();
  }

  /** Checksum and length of the content (of its last member), as the file ends with them. */
  public long trailer() throws IOException {
    byte[] bytes = new byte[Long.BYTES];
    long end = raw.size();
    return end < bytes.length || raw.read(end - bytes.length, bytes, 0, bytes.length) < bytes.length
        ? 0
        : ByteBuffer.wrap(bytes).getLong();
  }

  /** The size of the content is known from an earlier look, when the file was as large as now. */
  public void measured(long contentSize) throws IOException {
    size = contentSize;
    rawSize = raw.size();
  }

  /**
   * Decompresses on, towards the end.
   *
   * @param blocks to be compared with the content in passing; looked at when a measuring begins
   * @throws java.io.EOFException if the file ends too early: it is being written still
   * @throws java.util.zip.ZipException if it is damaged
   */
  public Measure measure(Collection<Fingerprint> blocks) throws IOException {
    if (!measuring) {
      beginMeasuring(blocks);
    }
    long stop = windowEnd() + STEP_BYTES;
    try {
      while (windowEnd() < stop) {
        if (!advance()) {
          measuring = false;
          size = windowEnd();
          return hasChanged() ? Measure.INCOMPLETE : Measure.COMPLETE;
        }
        compare();
      }
    } catch (IOException e) {
      measuring = false;
      throw e;
    }
    return Measure.GOING_ON;
  }

  private void beginMeasuring(Collection<Fingerprint> blocks) throws IOException {
    rewind();
    matched.clear();
    comparable = new HashSet<>(blocks);
    compared = new ArrayList<>(comparable);
    compared.sort(Comparator.comparingLong(Fingerprint::end));
    nextCompared = 0;
    rawSize = raw.size();
    measuring = true;
  }

  private void compare() {
    while (nextCompared < compared.size() && compared.get(nextCompared).end() <= windowEnd()) {
      Fingerprint block = compared.get(nextCompared++);
      int from = (int) (block.end() - block.length() - windowStart);
      if (from >= 0 && block.matches(window, from)) {
        matched.add(block);
      }
    }
  }

  /** The content as the last measuring saw it. */
  public Content content() {
    return new Content() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public boolean holds(Fingerprint block) {
        return matched.contains(block);
      }

      @Override
      public boolean isComparableTo(Collection<Fingerprint> blocks) {
        return comparable.containsAll(blocks);
      }

      @Override
      public Fingerprint last() throws IOException {
        return Fingerprint.before(size, GzipHandle.this);
      }
    };
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean prepare(long offset) throws IOException {
    if (offset >= size) {
      return true;
    }
    if (offset < windowStart) {
      rewind();
    }
    long stop = windowEnd() + STEP_BYTES;
    while (windowEnd() < offset) {
      if (windowEnd() >= stop) {
        return false;
      }
      if (!advance()) {
        return true;
      }
    }
    return true;
  }

  @Override
  public int read(long offset, byte[] into, int at, int length) throws IOException {
    if (offset < windowStart) {
      rewind();
    }
    int total = 0;
    while (total < length) {
      long wanted = offset + total;
      if (wanted < windowEnd()) {
        int from = (int) (wanted - windowStart);
        int count = Math.min(length - total, windowLength - from);
        System.arraycopy(window, from, into, at + total, count);
        total += count;
      } else if (!advance()) {
        break;
      }
    }
    return total;
  }

  private long windowEnd() {
    return windowStart + windowLength;
  }

  private void rewind() {
    in = null;
    windowStart = 0;
    windowLength = 0;
  }

  /** Decompresses a piece more; false at the end. */
  private boolean advance() throws IOException {
    if (windowLength + CHUNK_BYTES > window.length && window.length < WINDOW_BYTES) {
      window = Arrays.copyOf(window, Math.min(WINDOW_BYTES, 2 * (windowLength + CHUNK_BYTES)));
    }
    if (windowLength + CHUNK_BYTES > WINDOW_BYTES) {
      int keep = WINDOW_BYTES / 2;
      System.arraycopy(window, windowLength - keep, window, 0, keep);
      windowStart += windowLength - keep;
      windowLength = keep;
    }
    int count = decompress();
    windowLength += Math.max(0, count);
    return count > 0;
  }

  private int decompress() throws IOException {
    try {
      InputStream open = in;
      if (open == null) {
        open = new GZIPInputStream(new RawInput(raw), IN_BYTES);
        in = open;
      }
      return open.read(window, windowLength, CHUNK_BYTES);
    } catch (IOException e) {
      rewind();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }

  /** The compressed bytes. */
  private static final class RawInput extends InputStream {
    private final PlainHandle raw;
    private long position;

    RawInput(PlainHandle raw) {
      this.raw = raw;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      int count = raw.read(position, into, at, length);
      position += count;
      return count == 0 && length > 0 ? -1 : count;
    }

    /** Exact: it is how the decompressor finds out whether another member follows. */
    @Override
    public int available() throws IOException {
      return (int) Math.min(Integer.MAX_VALUE, raw.size() - position);
    }
  }
}
