package io.github.flumeaggregation.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** An Alertmanager that gives the answers that it is told, and then takes everything. */
final class FakeAlertmanager {
  static final int NO_ANSWER = -2;

  final List<String> posts = new CopyOnWriteArrayList<>();
  final List<String> authorizations = new CopyOnWriteArrayList<>();

  /** The numbers of the alerts that it has taken. */
  final List<String> taken = new CopyOnWriteArrayList<>();

  volatile String retryAfter = "";
  volatile String refused = "nothing";
  volatile int lastAnswer = 200;

  private final HttpServer http;
  private final Deque<Integer> answers = new ArrayDeque<>();
  private final CountDownLatch end = new CountDownLatch(1);

  FakeAlertmanager(int port, List<Integer> answers) throws IOException {
    this.answers.addAll(answers);
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    http.setExecutor(Executors.newCachedThreadPool());
    http.createContext("/api/v2/alerts", this::answer);
    http.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    posts.add(body);
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    Integer answer = nextAnswer(body);
    if (answer == NO_ANSWER) {
      awaitEnd();
      return;
    }
    if (!retryAfter.isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
    }
    if (answer == 200) {
      for (JsonElement alert : JsonParser.parseString(body).getAsJsonArray()) {
        taken.add(alert.getAsJsonObject().get("n").getAsString());
      }
    }
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  private synchronized Integer nextAnswer(String body) {
    if (body.contains(refused)) {
      return 400;
    }
    Integer next = answers.poll();
    return next == null ? lastAnswer : next;
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int port() {
    return http.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  void stop() {
    end.countDown();
    http.stop(0);
  }
}
