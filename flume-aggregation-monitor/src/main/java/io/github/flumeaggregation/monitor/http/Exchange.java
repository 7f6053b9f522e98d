package io.github.flumeaggregation.monitor.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its response, after which the connection ends. */
final class Exchange {
  private static final Logger LOGGER = LoggerFactory.getLogger(Exchange.class);

  /** Nothing here is for a page of another origin, for a cache, or to be run. */
  private static final String SECURITY_HEADERS =
      "X-Content-Type-Options: nosniff\r\n"
          + "X-Frame-Options: DENY\r\n"
          + "Cross-Origin-Resource-Policy: same-origin\r\n"
          + "Referrer-Policy: no-referrer\r\n"
          + "Cache-Control: no-store\r\n";

  /** What of a body is read before the connection ends, and how long is waited for it. */
  private static final int MAX_DRAINED_BYTES = 64 << 10;

  private static final int DRAIN_MILLIS = 500;

  private final Socket socket;
  private final AllowedHosts hosts;
  private final Function<Request, Response> pages;

  Exchange(Socket socket, AllowedHosts hosts, Function<Request, Response> pages) {
    this.socket = socket;
    this.hosts = hosts;
    this.pages = pages;
  }

  void run() throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    boolean withBody = true;
    boolean isRead = false;
    Response response;
    try {
      Request request = Request.read(in);
      if (request == null) {
        return;
      }
      withBody = !request.method().equals("HEAD");
      response = respond(request);
      isRead = in.available() == 0;
    } catch (RefusedException e) {
      response = e.response();
    }
    write(response, withBody);
    if (!isRead) {
      drain(in);
    }
  }

  private Response respond(Request request) throws RefusedException {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      throw new RefusedException(Response.METHOD_NOT_ALLOWED, "only GET and HEAD are answered");
    }
    if (!hosts.allow(request.header("host"))) {
      throw new RefusedException(
          Response.FORBIDDEN,
          "this agent is not known by the name in the Host header; call it by its address, or name"
              + " it in -Dflume.monitoring.allowedHosts");
    }
    try {
      return pages.apply(request);
    } catch (RuntimeException | Error e) {
      LOGGER.error("MonitorServer could not make {}", request.path(), e);
      return Response.text(Response.SERVER_ERROR, "failed; the agent's log has the reason");
    }
  }

  private void write(Response response, boolean withBody) throws IOException {
    String head =
        "HTTP/1.1 "
            + response.status()
            + ' '
            + response.reason()
            + "\r\nContent-Type: "
            + response.contentType()
            + "\r\nContent-Length: "
            + response.body().length
            + (response.status() == Response.METHOD_NOT_ALLOWED ? "\r\nAllow: GET, HEAD" : "")
            + "\r\nConnection: close\r\nContent-Security-Policy: "
            + response.contentSecurityPolicy()
            + "\r\n"
            + SECURITY_HEADERS
            + "\r\n";
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    if (withBody) {
      out.write(response.body());
    }
    out.flush();
  }

  /** A connection that ends with something unread would take the response back. */
  private void drain(InputStream in) throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout(DRAIN_MILLIS);
    byte[] rest = new byte[1024];
    int left = MAX_DRAINED_BYTES;
    for (int read = 0; read >= 0 && left > 0; left -= read) {
      read = in.read(rest);
    }
  }
}
