package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.StableHash;
import java.util.Arrays;
import java.util.List;

/**
 * A group's key as an object, for maps. Its order is that of {@link GroupKeys#compare}: by hash,
 * then by the unsigned bytes; so of too many groups the first ones stay.
 */
final class GroupName implements Comparable<GroupName> {
  /** This object and its array, without the key's bytes. */
  static final int BYTES = 48;

  private byte[] bytes;
  private int length;
  private long hash;

  private GroupName(byte[] bytes, int length, long hash) {
    this.bytes = bytes;
    this.length = length;
    this.hash = hash;
  }

  /** A name to look others up by, see {@link #set}. */
  GroupName() {
    this(new byte[0], 0, 0);
  }

  /** Makes this the name of a line's group, as long as {@code key} stays as it is. */
  void set(GroupKey key) {
    bytes = key.bytes();
    length = key.length();
    hash = key.hash();
  }

  /** A copy that lasts. */
  GroupName copy() {
    return new GroupName(Arrays.copyOf(bytes, length), length, hash);
  }

  int length() {
    return length;
  }

  /** The values of the group's fields, as rows show them. */
  List<String> values(int fields) {
    return Arrays.asList(GroupKey.values(bytes, 0, fields));
  }

  void encode(ByteWriter out) {
    out.writeBytes(bytes, 0, length);
  }

  static GroupName decode(ByteReader in) {
    byte[] key = in.readBytes();
    return new GroupName(key, key.length, StableHash.of(key, 0, key.length));
  }

  @Override
  public int compareTo(GroupName other) {
    int byHash = Long.compareUnsigned(hash, other.hash);
    return byHash != 0 ? byHash : compareBytes(other);
  }

  private int compareBytes(GroupName other) {
    for (int i = 0; i < Math.min(length, other.length); i++) {
      int difference = (bytes[i] & 0xff) - (other.bytes[i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return length - other.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupName && compareTo((GroupName) other) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }
}
