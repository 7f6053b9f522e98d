package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.LosslessText;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.StableHash;
import io.github.flumeaggregation.core.record.Utf8;
import java.util.Arrays;

/**
 * Computes the key of a line's group: the values of the {@code groupBy} fields, each as two bytes
 * of length and its bytes. Reused from line to line.
 *
 * <p>A missing field counts as {@code -}. A value is cut after {@link #MAX_VALUE_BYTES}, or before
 * the character that would end beyond, so that a hostile line cannot fill the memory; values that
 * agree up to there share a group.
 */
public final class GroupKey {
  /** Longest group value, in bytes. */
  public static final int MAX_VALUE_BYTES = 1024;

  private static final Slice MISSING = Slice.of("-");

  private final int[] fields;
  private byte[] bytes = new byte[64];
  private int length;
  private long hash;

  /** For lines grouped by these fields, given by their indexes. */
  public GroupKey(int... fields) {
    this.fields = fields.clone();
  }

  /** Makes this the key of a line. */
  void read(Record record) {
    length = 0;
    for (int field : fields) {
      @Nullable Slice value = record.text(field);
      append(value == null ? MISSING : value);
    }
    hash = StableHash.of(bytes, 0, length);
  }

  private void append(Slice value) {
    int end = Utf8.cut(value.array(), value.from(), value.to(), MAX_VALUE_BYTES);
    int size = end - value.from();
    if (length + 2 + size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + 2 + size));
    }
    bytes[length++] = (byte) (size >> 8);
    bytes[length++] = (byte) size;
    System.arraycopy(value.array(), value.from(), bytes, length, size);
    length += size;
  }

  /** Makes this the key of a group that is known by a number, see {@link LiveGroups}. */
  void setId(long id) {
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[i] = (byte) (id >> (i * Byte.SIZE));
    }
    length = Long.BYTES;
    hash = StableHash.of(bytes, 0, length);
  }

  /** The id in a key that {@link #setId} made. */
  static long id(byte[] bytes, int from) {
    long id = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      id |= (bytes[from + i] & 0xffL) << (i * Byte.SIZE);
    }
    return id;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  long hash() {
    return hash;
  }

  /** Length of the value whose two bytes of length are at {@code at}. */
  static int valueLength(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  /**
   * The values in a key of {@code count} fields that lies in {@code bytes} from {@code at}, as
   * text.
   */
  static String[] values(byte[] bytes, int at, int count) {
    String[] values = new String[count];
    int next = at;
    for (int i = 0; i < count; i++) {
      int size = valueLength(bytes, next);
      values[i] = LosslessText.of(bytes, next + 2, next + 2 + size);
      next += 2 + size;
    }
    return values;
  }
}
