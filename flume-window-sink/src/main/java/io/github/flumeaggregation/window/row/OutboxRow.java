package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A result on its way out: the headers and the body of the event that it becomes. Many may have to
 * wait, so the headers are kept as bytes, which take a fraction of what a map of texts does.
 */
public final class OutboxRow {
  /** Two arrays, this object, and its place in a queue. */
  private static final int OBJECT_BYTES = 64;

  private final byte[] headers;
  private final byte[] body;

  public OutboxRow(Map<String, String> headers, byte[] body) {
    ByteWriter encoded = new ByteWriter().writeUnsigned(headers.size());
    for (Map.Entry<String, String> header : new TreeMap<>(headers).entrySet()) {
      encoded.writeString(header.getKey()).writeString(header.getValue());
    }
    this.headers = encoded.toBytes();
    this.body = body;
  }

  /** A new map of them, which costs their decoding. */
  public Map<String, String> headers() {
    return readHeaders(new ByteReader(headers));
  }

  private static Map<String, String> readHeaders(ByteReader in) {
    Map<String, String> headers = new HashMap<>();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      String key = in.readString();
      headers.put(key, in.readString());
    }
    return headers;
  }

  public void encode(ByteWriter out) {
    out.writeRaw(headers).writeBytes(body, 0, body.length);
  }

  public static OutboxRow decode(ByteReader in) {
    Map<String, String> headers = readHeaders(in);
    return new OutboxRow(headers, in.readBytes());
  }

  /** One JSON object on one line, for an alert in an array; without terminator. */
  public byte[] body() {
    return body;
  }

  /** What it takes in memory. */
  public int bytes() {
    return headers.length + body.length + OBJECT_BYTES;
  }
}
