package io.github.flumeaggregation.monitor.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageServerTest {
  /** More than any socket holds for a client that does not read. */
  private static final byte[] LARGE = new byte[64 << 20];

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final List<Socket> open = new ArrayList<>();
  private PageServer server;

  @BeforeEach
  void start() throws IOException {
    start(60_000);
  }

  private void start(long maxExchangeMillis) throws IOException {
    server =
        new PageServer(
            ANY_PORT,
            new AllowedHosts(List.of("web1.example.com")),
            PageServerTest::page,
            maxExchangeMillis);
  }

  private void restart(long maxExchangeMillis) throws IOException {
    server.close();
    start(maxExchangeMillis);
  }

  private static Response page(Request request) {
    return switch (request.path()) {
      case "/large" -> Response.ok("application/octet-stream", LARGE);
      case "/failing" -> throw new IllegalStateException("a secret");
      default -> Response.ok("page " + request.path());
    };
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    server.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    open.add(socket);
    return socket;
  }

  private Socket send(String text) throws IOException {
    Socket socket = connect();
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return socket;
  }

  private String answerTo(String text) throws IOException {
    return new String(send(text).getInputStream().readAllBytes(), ISO_8859_1);
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  @Test
  void get_isAnsweredOnceAndWithStrictHeaders() throws IOException {
    assertThat(answerTo(get("/a?b=c#d") + get("/second")))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("\r\n\r\npage /a\n")
        .contains(
            "Connection: close\r\n",
            "Content-Length: 8\r\n",
            "Content-Security-Policy: default-src 'none'",
            "X-Content-Type-Options: nosniff\r\n",
            "Cross-Origin-Resource-Policy: same-origin\r\n",
            "Cache-Control: no-store\r\n")
        .doesNotContain("second", "Access-Control");
  }

  @Test
  void head_hasTheHeadersAlone() throws IOException {
    assertThat(answerTo("HEAD /a HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("Content-Length: 8\r\n")
        .endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE"})
  void whatCouldChangeSomething_isRefused(String method) throws IOException {
    String body = "x".repeat(1000);
    assertThat(
            answerTo(
                method + " / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n" + body))
        .startsWith("HTTP/1.1 405 ")
        .contains("Allow: GET, HEAD\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:9101",
        "127.0.0.1:9101",
        "10.1.2.3",
        "[::1]:9101",
        "web1.example.com"
      })
  void nameOfThisAgent_isAnswered(String host) throws IOException {
    assertThat(answerTo("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).contains(" 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example:9101",
        "Host: localhost.evil.example",
        "Host: 127.0.0.1.evil.example",
        "Host: ",
        "X: no host"
      })
  void nameOfSomebodyElse_isRefused(String header) throws IOException {
    assertThat(answerTo("GET / HTTP/1.1\r\n" + header + "\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ")
        .contains("allowedHosts")
        .doesNotContain("evil");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\n\r\n",
        "GET / HTTP/2.0\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        "\u0016\u0003\u0001 TLS\n\n"
      })
  void noRequest_isRefused(String text) throws IOException {
    assertThat(answerTo(text)).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void requestThatIsTooLarge_isRefused() throws IOException {
    assertThat(answerTo("GET / HTTP/1.1\r\nX: " + "x".repeat(Request.MAX_BYTES)))
        .startsWith("HTTP/1.1 431 ");
  }

  @Test
  void pageThatFails_saysNothingOfTheReason() throws IOException {
    assertThat(answerTo(get("/failing"))).startsWith("HTTP/1.1 500 ").doesNotContain("secret");
    assertThat(answerTo(get("/a"))).contains(" 200 ");
  }

  @Test
  void clientsThatNeverSendOrNeverRead_endAtTheirTime_andOthersAreServed() throws IOException {
    restart(300);
    for (int i = 0; i < PageServer.MAX_CONNECTIONS; i++) {
      send(i % 2 == 0 ? "GET / HT" : get("/large"));
    }
    await().until(() -> answers("/a"));
  }

  private boolean answers(String path) {
    try {
      return answerTo(get(path)).contains(" 200 ");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void connectionsBeyondTheLimit_areClosedAtOnce() throws IOException {
    for (int i = 0; i < PageServer.MAX_CONNECTIONS; i++) {
      Socket reader = send(get("/large"));
      assertThat(reader.getInputStream().read()).isEqualTo('H'); // a thread serves it
    }
    assertThat(answers("/a")).isFalse();
  }

  @Test
  void portThatIsTaken_isRefused() {
    InetSocketAddress taken =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    assertThatThrownBy(
            () -> new PageServer(taken, new AllowedHosts(List.of()), PageServerTest::page, 1))
        .isInstanceOf(BindException.class);
  }

  @Test
  void closedServer_leavesNoThreadAndNoPort() throws IOException {
    int port = server.port();
    answerTo(get("/a"));
    server.close();
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(IOException.class);
    await().until(() -> threads().isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter("monitor-server"::equals)
        .toList();
  }
}
