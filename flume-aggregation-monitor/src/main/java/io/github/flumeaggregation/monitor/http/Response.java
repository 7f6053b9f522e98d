package io.github.flumeaggregation.monitor.http;

import java.nio.charset.StandardCharsets;

/** What a client is sent. Its body is never changed. */
public final class Response {
  static final int OK = 200;
  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int HEADERS_TOO_LARGE = 431;
  static final int SERVER_ERROR = 500;
  static final int UNAVAILABLE = 503;

  private static final String NOTHING_ELSE = "default-src 'none'; frame-ancestors 'none'";

  private final int status;
  private final String mayLoad;
  private final String contentType;
  private final byte[] body;

  private Response(int status, String mayLoad, String contentType, byte[] body) {
    this.status = status;
    this.mayLoad = mayLoad;
    this.contentType = contentType;
    this.body = body;
  }

  /** A page. */
  public static Response ok(String contentType, byte[] body) {
    return new Response(OK, NOTHING_ELSE, contentType, body);
  }

  /**
   * A page for people.
   *
   * @param mayLoad its {@code Content-Security-Policy}
   */
  public static Response html(byte[] body, String mayLoad) {
    return new Response(OK, mayLoad, "text/html; charset=utf-8", body);
  }

  /** The request is not as it should be. */
  public static Response badRequest(String text) {
    return text(BAD_REQUEST, text);
  }

  /** Words for people. */
  public static Response ok(String text) {
    return text(OK, text);
  }

  /** There is no such page. */
  public static Response notFound(String text) {
    return text(NOT_FOUND, text);
  }

  /** Not now. */
  public static Response unavailable(String text) {
    return text(UNAVAILABLE, text);
  }

  static Response text(int status, String text) {
    return new Response(
        status,
        NOTHING_ELSE,
        "text/plain; charset=utf-8",
        (text + '\n').getBytes(StandardCharsets.UTF_8));
  }

  public int status() {
    return status;
  }

  public String contentType() {
    return contentType;
  }

  /** What a browser may load into it. */
  String contentSecurityPolicy() {
    return mayLoad;
  }

  byte[] body() {
    return body;
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  String reason() {
    switch (status) {
      case OK:
        return "OK";
      case BAD_REQUEST:
        return "Bad Request";
      case FORBIDDEN:
        return "Forbidden";
      case NOT_FOUND:
        return "Not Found";
      case METHOD_NOT_ALLOWED:
        return "Method Not Allowed";
      case HEADERS_TOO_LARGE:
        return "Request Header Fields Too Large";
      case UNAVAILABLE:
        return "Service Unavailable";
      default:
        return "Internal Server Error";
    }
  }
}
