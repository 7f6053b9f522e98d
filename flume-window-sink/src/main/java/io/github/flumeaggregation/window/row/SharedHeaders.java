package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Headers that many rows have in common, and where in their bodies the others are. They are never
 * changed.
 */
public final class SharedHeaders {
  /** This object and its array. */
  private static final int OBJECT_BYTES = 64;

  /** A value without its characters, and the two references in the array. */
  private static final int VALUE_BYTES = 56;

  /** A name and its value, and so on, by name. */
  private final String[] namesAndValues;

  /** Where in a body, which is ASCII there, the id begins. */
  final int idFrom;

  /** Where in it the key begins, which is a part of the id. */
  final int keyFrom;

  /** How many bytes of the id are behind the key. */
  final int idBehind;

  private SharedHeaders(String[] namesAndValues, int idFrom, int keyFrom, int idBehind) {
    this.namesAndValues = namesAndValues;
    this.idFrom = idFrom;
    this.keyFrom = keyFrom;
    this.idBehind = idBehind;
  }

  /** All headers of one row. */
  static SharedHeaders ofAll(Map<String, String> headers) {
    return of(namesAndValues(new TreeMap<>(headers)), 0, 0, 0);
  }

  private static String[] namesAndValues(SortedMap<String, String> headers) {
    String[] all = new String[2 * headers.size()];
    int next = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      all[next++] = header.getKey();
      all[next++] = header.getValue();
    }
    return all;
  }

  /**
   * All but {@code id} and {@code key}, which are in the bodies.
   *
   * @param namesAndValues a name and its value, and so on, by name; not changed any more
   */
  static SharedHeaders of(String[] namesAndValues, int idFrom, int keyFrom, int idBehind) {
    return new SharedHeaders(namesAndValues, idFrom, keyFrom, idBehind);
  }

  /** Whether a body has the others where they should be, the key up to {@code keyTo}. */
  boolean areIn(byte[] body, int keyTo) {
    return idFrom <= keyFrom && keyFrom <= keyTo && (long) keyTo + idBehind <= body.length;
  }

  int count() {
    return namesAndValues.length / 2;
  }

  @Nullable
  String get(Object name) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i].equals(name)) {
        return namesAndValues[i + 1];
      }
    }
    return null;
  }

  void addTo(Map<String, String> headers) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(namesAndValues[i], namesAndValues[i + 1]);
    }
  }

  /** About what it takes in memory, if its values are its own; there are few names. */
  int bytes() {
    int bytes = OBJECT_BYTES;
    for (int i = 1; i < namesAndValues.length; i += 2) {
      bytes += VALUE_BYTES + namesAndValues[i].length();
    }
    return bytes;
  }

  void encode(ByteWriter out) {
    out.writeUnsigned(idFrom).writeUnsigned(keyFrom).writeUnsigned(idBehind);
    out.writeUnsigned(count());
    for (String text : namesAndValues) {
      out.writeString(text);
    }
  }

  static SharedHeaders decode(ByteReader in) {
    int idFrom = in.readSize(Integer.MAX_VALUE);
    int keyFrom = in.readSize(Integer.MAX_VALUE);
    int idBehind = in.readSize(Integer.MAX_VALUE);
    // Not at once as many as it says: bytes that are damaged may say anything.
    TreeMap<String, String> headers = new TreeMap<>();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      String name = in.readString().intern();
      headers.put(name, in.readString());
    }
    return of(namesAndValues(headers), idFrom, keyFrom, idBehind);
  }

  @Override
  public boolean equals(Object other) {
    return other == this || (other instanceof SharedHeaders && isSame((SharedHeaders) other));
  }

  private boolean isSame(SharedHeaders other) {
    return idFrom == other.idFrom
        && keyFrom == other.keyFrom
        && idBehind == other.idBehind
        && Arrays.equals(namesAndValues, other.namesAndValues);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(namesAndValues);
  }
}
