package io.github.flumeaggregation.monitor.http;

import io.github.flumeaggregation.core.Nullable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A request without its body, which nobody wants. Immutable. */
public final class Request {
  /** Of the request line and all headers together; a browser's are below 2 KiB. */
  static final int MAX_BYTES = 8 << 10;

  private static final String LINE = "[A-Z]{1,20} /[!-~]* HTTP/1[.][01]";

  private final String method;
  private final String path;
  private final String query;
  private final Map<String, String> headers;

  private Request(String method, String target, Map<String, String> headers) {
    String[] parts = target.replaceFirst("#.*", "").split("[?]", 2);
    this.method = method;
    path = parts[0];
    query = parts.length == 1 ? "" : parts[1];
    this.headers = headers;
  }

  /**
   * Reads a request up to its empty line.
   *
   * @return null if the client went away without a word
   * @throws RefusedException if it is no request, or too large
   */
  static @Nullable Request read(InputStream in) throws IOException, RefusedException {
    String head = head(in);
    return head == null ? null : parse(head);
  }

  private static @Nullable String head(InputStream in) throws IOException, RefusedException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int newlines = 0;
    while (newlines < 2) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      if (head.size() == MAX_BYTES) {
        throw new RefusedException(Response.HEADERS_TOO_LARGE, "the request is too large");
      }
      head.write(next);
      newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
    }
    return new String(head.toByteArray(), StandardCharsets.ISO_8859_1);
  }

  private static Request parse(String head) throws RefusedException {
    String[] lines = head.split("\r?\n");
    if (lines.length == 0 || !lines[0].matches(LINE)) {
      throw new RefusedException(Response.BAD_REQUEST, "this is no HTTP/1.1 request");
    }
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon <= 0) {
        throw new RefusedException(Response.BAD_REQUEST, "a header has no name");
      }
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      if (headers.put(name, lines[i].substring(colon + 1).trim()) != null && name.equals("host")) {
        throw new RefusedException(Response.BAD_REQUEST, "there are two Host headers");
      }
    }
    String[] words = lines[0].split(" ");
    return new Request(words[0], words[1], headers);
  }

  String method() {
    return method;
  }

  /** Such as {@code /metrics}; as it was sent, without what follows a question mark. */
  public String path() {
    return path;
  }

  /** The value of a parameter of the query, as it was sent; null if it was not. */
  public @Nullable String parameter(String name) {
    for (String parameter : query.split("&")) {
      if (parameter.startsWith(name + '=')) {
        return parameter.substring(name.length() + 1);
      }
    }
    return null;
  }

  /** The value of a header, by its name in lower case; null if it was not sent. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
