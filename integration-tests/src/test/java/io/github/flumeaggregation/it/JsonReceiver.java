package io.github.flumeaggregation.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that keeps the JSON that is posted to it, in order. */
final class JsonReceiver implements AutoCloseable {
  private static final int OK = 200;
  private static final int UNSUPPORTED = 415;

  private final HttpServer server;
  private final List<JsonElement> received = new CopyOnWriteArrayList<>();

  JsonReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          boolean json =
              String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))
                  .startsWith("application/json");
          if (json) {
            received.add(JsonParser.parseString(new String(body, StandardCharsets.UTF_8)));
          }
          exchange.sendResponseHeaders(json ? OK : UNSUPPORTED, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  List<JsonElement> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
