package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A result on its way out: the headers and the body of the event that it becomes. */
final class OutboxRow {
  private final Map<String, String> headers;
  private final byte[] body;

  OutboxRow(Map<String, String> headers, byte[] body) {
    this.headers = Collections.unmodifiableMap(headers);
    this.body = body;
  }

  Map<String, String> headers() {
    return headers;
  }

  void encode(ByteWriter out) {
    out.writeUnsigned(headers.size());
    for (Map.Entry<String, String> header : new TreeMap<>(headers).entrySet()) {
      out.writeString(header.getKey()).writeString(header.getValue());
    }
    out.writeBytes(body, 0, body.length);
  }

  static OutboxRow decode(ByteReader in) {
    Map<String, String> headers = new HashMap<>();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      String key = in.readString();
      headers.put(key, in.readString());
    }
    return new OutboxRow(headers, in.readBytes());
  }

  /** One JSON object on one line, for an alert in an array; without terminator. */
  byte[] body() {
    return body;
  }
}
