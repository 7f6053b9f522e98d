package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.encoding.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A result on its way out: the headers and the body of the event that it becomes. Many may have to
 * wait, so it is hardly more than its body: the rows of a window share the headers that they have
 * in common, and the two that are a row's own, {@code id} and {@code key}, are read from the body,
 * where they stand anyhow.
 */
public final class OutboxRow {
  /** This object, the array's head, and its place in a queue. */
  private static final int OBJECT_BYTES = 64;

  private final SharedHeaders shared;
  private final byte[] body;

  /** Where in the body the key ends; 0 if the shared headers are all. */
  private final int keyTo;

  /** What of the shared headers' memory this row stands for: all, if it is their first. */
  private final int sharedBytes;

  /** One that has its headers for itself. */
  public OutboxRow(Map<String, String> headers, byte[] body) {
    this(SharedHeaders.ofAll(headers), true, body, 0);
  }

  /** One that is, if not the first, not the only one of these headers. */
  OutboxRow(SharedHeaders shared, boolean isFirst, byte[] body, int keyTo) {
    this.shared = shared;
    this.sharedBytes = isFirst ? shared.bytes() : 0;
    this.body = body;
    this.keyTo = keyTo;
  }

  /** A map of them, which may be changed. */
  public Map<String, String> headers() {
    return new RowHeaders(this);
  }

  /** What rows have in common; rows of a window have the same. */
  public SharedHeaders shared() {
    return shared;
  }

  @Nullable
  String header(Object name) {
    if (keyTo > 0 && "id".equals(name)) {
      return id();
    }
    return keyTo > 0 && "key".equals(name) ? key() : shared.get(name);
  }

  int headerCount() {
    return shared.count() + (keyTo > 0 ? 2 : 0);
  }

  void addHeaders(Map<String, String> headers) {
    shared.addTo(headers);
    if (keyTo > 0) {
      headers.put("id", id());
      headers.put("key", key());
    }
  }

  private String id() {
    return text(shared.idFrom, keyTo + shared.idBehind);
  }

  private String key() {
    return text(shared.keyFrom, keyTo);
  }

  private String text(int from, int to) {
    return new String(body, from, to - from, StandardCharsets.US_ASCII);
  }

  /**
   * Writes it down.
   *
   * @param before the row that is written before it, or null: what both share is not repeated
   */
  public void encode(@Nullable OutboxRow before, ByteWriter out) {
    boolean same = before != null && before.shared.equals(shared);
    out.writeByte(same ? 1 : 0);
    if (!same) {
      shared.encode(out);
    }
    out.writeUnsigned(keyTo).writeBytes(body, 0, body.length);
  }

  /**
   * The row that {@link #encode} wrote.
   *
   * @param before the row that was read before it, if there was one
   */
  public static OutboxRow decode(@Nullable OutboxRow before, ByteReader in) {
    boolean same = in.readByte() != 0;
    if (same && before == null) {
      throw new MalformedBytesException("the first row shares headers with one before it");
    }
    SharedHeaders shared = same && before != null ? before.shared : SharedHeaders.decode(in);
    int keyTo = in.readSize(Integer.MAX_VALUE);
    byte[] body = in.readBytes();
    if (keyTo > 0 && !shared.areIn(body, keyTo)) {
      throw new MalformedBytesException("a row's id is not in its body");
    }
    return new OutboxRow(shared, !same, body, keyTo);
  }

  /** One JSON object on one line, for an alert in an array; without terminator. */
  public byte[] body() {
    return body;
  }

  /** What it takes in memory; what rows share counts with the first of them. */
  public int bytes() {
    return body.length + OBJECT_BYTES + sharedBytes;
  }
}
