package io.github.flumeaggregation.it;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a stock HTTP sink delivers to: refuses every event until it is told to accept them. */
final class HttpEndpoint implements AutoCloseable {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile boolean accepting;

  HttpEndpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          if (accepting) {
            accepted.incrementAndGet();
          }
          exchange.sendResponseHeaders(accepting ? OK : UNAVAILABLE, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  void acceptFromNowOn() {
    accepting = true;
  }

  int accepted() {
    return accepted.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
