package io.github.flumeaggregation.tail;

import java.util.Map;
import org.apache.flume.Event;

/** An event that takes its headers and its body as they are given, without a copy. */
final class TailEvent implements Event {
  private Map<String, String> headers;
  private byte[] body;

  TailEvent(Map<String, String> headers, byte[] body) {
    this.headers = headers;
    this.body = body;
  }

  @Override
  public Map<String, String> getHeaders() {
    return headers;
  }

  @Override
  public void setHeaders(Map<String, String> newHeaders) {
    headers = newHeaders;
  }

  @Override
  public byte[] getBody() {
    return body;
  }

  @Override
  public void setBody(byte[] newBody) {
    body = newBody;
  }

  @Override
  public String toString() {
    return "[headers " + headers + ", body " + body.length + " bytes]";
  }
}
