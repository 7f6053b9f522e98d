package io.github.flumeaggregation.window;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.flume.Context;
import org.apache.flume.Transaction;
import org.apache.flume.channel.MemoryChannel;
import org.apache.flume.conf.Configurables;
import org.apache.flume.conf.ConfigurationException;
import org.apache.flume.event.EventBuilder;
import org.apache.flume.instrumentation.util.JMXPollUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertmanagerSinkTest {
  private static final String NAME = "AlertmanagerSinkTest";
  private static final int NO_ANSWER = -2;
  private static final long MIN_PAUSE_MILLIS = 200;
  private static final long LONG_PAUSE_MILLIS = 3_600_000;

  private final MemoryChannel channel = new MemoryChannel();
  private final AlertmanagerSink sink =
      new AlertmanagerSink(System::currentTimeMillis, this::pause);

  /** How long an Alertmanager was let alone, each time, in milliseconds. */
  private final List<Long> pauses = new CopyOnWriteArrayList<>();

  private final List<Server> servers = new ArrayList<>();
  private int puts;
  private Thread runner = new Thread(() -> {});
  private volatile boolean stopped;

  @TempDir Path dir;

  /** An Alertmanager that gives the answers that it is told, and then takes everything. */
  private static final class Server {
    private final HttpServer http;
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final List<String> posts = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile String retryAfter = "";
    private volatile String refused = "nothing";
    private volatile int lastAnswer = 200;

    Server(int port, List<Integer> answers) throws IOException {
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
        JsonArray alerts = JsonParser.parseString(body).getAsJsonArray();
        for (JsonElement alert : alerts) {
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

  /** Short, but for one that a test cannot live to see the end of. */
  private void pause(long millis) throws InterruptedException {
    if (millis >= MIN_PAUSE_MILLIS) {
      pauses.add(millis);
    }
    if (millis >= LONG_PAUSE_MILLIS) {
      new CountDownLatch(1).await();
    }
    TimeUnit.MILLISECONDS.sleep(1);
  }

  private Server server(int... answers) throws IOException {
    Server server = new Server(0, Arrays.stream(answers).boxed().toList());
    servers.add(server);
    return server;
  }

  @BeforeEach
  void startChannel() {
    channel.setName("alerts");
    // Flume's default: whoever takes from an empty channel waits for three seconds.
    Configurables.configure(channel, new Context(Map.of("keep-alive", "3")));
    channel.start();
    sink.setName(NAME);
    sink.setChannel(channel);
  }

  private void start(String urls, String... more) {
    Map<String, String> settings = new HashMap<>(Map.of("urls", urls, "timeout", "20s"));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    Configurables.configure(sink, new Context(settings));
    sink.start();
    runner = new Thread(this::run);
    runner.start();
  }

  /** As Flume's runner does. */
  private void run() {
    while (!stopped && !Thread.currentThread().isInterrupted()) {
      sink.process();
    }
  }

  private void stopRunner() throws InterruptedException {
    stopped = true;
    runner.interrupt();
    runner.join();
  }

  @AfterEach
  void stop() throws InterruptedException {
    stopRunner();
    sink.stop();
    channel.stop();
    servers.forEach(Server::stop);
  }

  private void put(int... numbers) {
    for (int number : numbers) {
      putBody(number, "[{\"n\":" + number + "}]");
    }
  }

  private void putBody(int number, String body) {
    puts++;
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    channel.put(EventBuilder.withBody(body.getBytes(UTF_8), Map.of("id", "id" + number)));
    transaction.commit();
    transaction.close();
  }

  private static void awaitTaken(Server server, String... alerts) {
    await().untilAsserted(() -> assertThat(server.taken).containsExactly(alerts));
  }

  private static long shown(String attribute) {
    return Long.parseLong(JMXPollUtil.getAllMBeans().get("SINK." + NAME).get(attribute));
  }

  /** Waits for the commit: an answer comes before it, and a stop in between would take it back. */
  private void assertAllLeft() throws InterruptedException {
    await().until(() -> shown("EventDrainSuccessCount") == puts);
    assertThat(left()).isZero();
  }

  /** How many events have not left the channel. */
  private int left() throws InterruptedException {
    stopRunner();
    Configurables.configure(channel, new Context(Map.of("keep-alive", "0")));
    int left = 0;
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    while (channel.take() != null) {
      left++;
    }
    transaction.commit();
    transaction.close();
    return left;
  }

  @Test
  void alerts_arriveInOrderAndLeaveTheChannel() throws Exception {
    Server server = server();
    put(1, 2, 3, 4, 5);
    start(server.url());
    awaitTaken(server, "1", "2", "3", "4", "5");
    assertThat(server.posts).hasSizeLessThan(5);
    assertAllLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void answerThatMayChange_isWaitedForInOrder(int status) throws Exception {
    Server server = server(status, status, status);
    put(1, 2, 3);
    start(server.url());
    awaitTaken(server, "1", "2", "3");
    assertThat(server.posts).startsWith("[{\"n\":1}]", "[{\"n\":1}]", "[{\"n\":1}]");
    assertThat(pauses).containsExactly(200L, 400L, 800L);
    assertThat(shown("AlertsRefused")).isZero();
    assertAllLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 413, 422})
  void refusal_takesOnlyItsAlertOutAndIsCounted(int status) throws Exception {
    Server server = server(status);
    put(1, 2, 3);
    start(server.url());
    awaitTaken(server, "2", "3");
    assertThat(shown("AlertsRefused")).isEqualTo(1);
    assertAllLeft();
  }

  @Test
  void refusedAlertAmongOthers_doesNotTakeThemWithIt() throws Exception {
    Server server = server();
    server.refused = "\"n\":6}";
    put(1, 2, 3, 4, 5, 6, 7, 8);
    start(server.url());
    awaitTaken(server, "1", "2", "3", "4", "5", "7", "8");
    assertThat(shown("AlertsRefused")).isEqualTo(1);
  }

  @Test
  void serverThatHangs_isAskedAgainAfterTheTimeout() throws Exception {
    Server server = server(NO_ANSWER);
    put(1);
    start(server.url(), "timeout", "300ms");
    await().until(() -> server.taken.contains("1"));
    assertThat(server.posts).hasSizeGreaterThan(1);
  }

  @Test
  void serverThatIsNotThere_getsItsAlertsWhenItComes() throws Exception {
    Server gone = new Server(0, List.of());
    gone.stop();
    put(1, 2);
    start(gone.url());
    await().until(() -> shown("ConnectionFailedCount") > 1);
    servers.add(new Server(gone.port(), List.of()));
    awaitTaken(servers.get(0), "1", "2");
  }

  @Test
  void stopWhileNobodyTakesAlerts_leavesThemInTheChannel() throws Exception {
    Server server = server();
    server.lastAnswer = 503;
    put(1, 2, 3);
    start(server.url());
    await().until(() -> server.posts.size() > 1);
    assertThat(left()).isEqualTo(3);
  }

  @Test
  void retryAfter_isHonoured() throws Exception {
    Server server = server(429);
    server.retryAfter = "3600";
    put(1);
    start(server.url());
    await().untilAsserted(() -> assertThat(pauses).containsExactly(3_600_000L));
    assertThat(server.posts).hasSize(1);
    assertThat(left()).isEqualTo(1);
  }

  @Test
  void retryAfter_isSecondsOrADate() {
    Instant now = Instant.parse("2026-01-01T10:00:00Z");
    assertThat(AlertmanagerClient.waitMillis("7", now)).isEqualTo(7_000);
    assertThat(AlertmanagerClient.waitMillis("Thu, 01 Jan 2026 10:01:00 GMT", now))
        .isEqualTo(60_000);
    assertThat(AlertmanagerClient.waitMillis("Thu, 01 Jan 2026 09:00:00 GMT", now)).isZero();
    assertThat(AlertmanagerClient.waitMillis("soon", now)).isZero();
    assertThat(AlertmanagerClient.waitMillis(null, now)).isZero();
  }

  @Test
  void oneOfTwoThatIsAway_holdsNothingUpAndGetsAllWhenItIsBack() throws Exception {
    Server gone = new Server(0, List.of());
    gone.stop();
    Server healthy = server();
    start(gone.url() + " " + healthy.url());
    put(1);
    awaitTaken(healthy, "1");
    put(2);
    awaitTaken(healthy, "1", "2");
    await().until(() -> shown("AlertsWaiting") == 2);
    servers.add(new Server(gone.port(), List.of()));
    awaitTaken(servers.get(1), "1", "2");
    assertThat(healthy.posts).hasSize(2);
    assertAllLeft();
  }

  @Test
  void whatIsNoAlert_isPassedOver() throws Exception {
    Server server = server();
    putBody(1, "{\"type\":\"row\"}");
    putBody(2, "[]");
    put(3);
    start(server.url());
    awaitTaken(server, "3");
    await().until(() -> shown("AlertsRefused") == 2);
    assertAllLeft();
  }

  @Test
  void passwordAndToken_areReadAnewForEachRequest() throws Exception {
    Server server = server(401);
    Path password = Files.writeString(dir.resolve("password"), "old\n");
    put(1);
    start(server.url(), "user", "flume", "passwordFile", password.toString());
    await().until(() -> shown("AlertsRefused") == 1);
    Files.writeString(password, "new\n");
    put(2);
    awaitTaken(server, "2");
    assertThat(server.authorizations).containsExactly(basic("flume:old"), basic("flume:new"));
  }

  private static String basic(String both) {
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
  }

  @Test
  void token_isSentAsBearerAndAwaitedWhileItsFileIsMissing() throws Exception {
    Server server = server();
    Path token = dir.resolve("token");
    put(1);
    start(server.url() + "/", "tokenFile", token.toString());
    await().until(() -> shown("ConnectionFailedCount") > 0);
    Files.writeString(token, "abc");
    awaitTaken(server, "1");
    assertThat(server.authorizations).containsExactly("Bearer abc");
  }

  @Test
  void tokenFileThatIsEmpty_isAwaited_sinceWithoutItAlertsWouldBeRefusedForGood() throws Exception {
    Server server = server();
    Path token = Files.createFile(dir.resolve("token"));
    put(1);
    start(server.url() + "/", "tokenFile", token.toString());
    await().until(() -> shown("ConnectionFailedCount") > 1);
    Files.writeString(token, "abc");
    awaitTaken(server, "1");
    assertThat(server.authorizations).containsExactly("Bearer abc");
  }

  // --- TLS --------------------------------------------------------------------------------------

  private void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", dir.resolve("keys.p12").toString()));
    command.addAll(List.of("-storepass", "secret", "-alias", "server"));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  /** Wants the certificate of whoever asks; it and its clients have the same one. */
  private HttpsServer tlsServer(List<String> received) throws Exception {
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1");
    keytool("-exportcert", "-rfc", "-file", dir.resolve("ca.pem").toString());
    Files.writeString(dir.resolve("password"), "secret\n");
    KeyStore keys = KeyStore.getInstance(dir.resolve("keys.p12").toFile(), "secret".toCharArray());
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, "secret".toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", keys.getCertificate("server"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpsServer https = HttpsServer.create(any, 0);
    https.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    https.createContext(
        "/",
        exchange -> {
          received.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    https.start();
    return https;
  }

  @Test
  void tls_trustsTheAuthorityThatIsNamedAndShowsTheOwnCertificate() throws Exception {
    List<String> received = new CopyOnWriteArrayList<>();
    HttpsServer https = tlsServer(received);
    try {
      put(1);
      start(
          "https://127.0.0.1:" + https.getAddress().getPort(),
          "tls.caFile",
          dir.resolve("ca.pem").toString(),
          "tls.keyStore",
          dir.resolve("keys.p12").toString(),
          "tls.keyStorePasswordFile",
          dir.resolve("password").toString());
      await().until(() -> received.contains("[{\"n\":1}]"));
      assertAllLeft();
    } finally {
      https.stop(0);
    }
  }

  @Test
  void serverWhoseCertificateNobodySigned_getsNothing() throws Exception {
    List<String> received = new CopyOnWriteArrayList<>();
    HttpsServer https = tlsServer(received);
    try {
      put(1);
      start("https://127.0.0.1:" + https.getAddress().getPort());
      await().until(() -> shown("ConnectionFailedCount") > 1);
      assertThat(received).isEmpty();
      assertThat(left()).isEqualTo(1);
    } finally {
      https.stop(0);
    }
  }

  @Test
  void fileThatIsNoCertificate_isNamedAtTheStart() throws Exception {
    Path file = Files.writeString(dir.resolve("ca.pem"), "no certificate");
    assertThatThrownBy(() -> start("https://localhost", "tls.caFile", file.toString()))
        .hasMessageContaining("tls.caFile = '" + file + "'");
  }

  @Test
  void faults_areAllReported() {
    Map<String, String> settings = new HashMap<>();
    settings.put("urls", "localhost:9093 http://a http://a/");
    settings.put("timeout", "0s");
    settings.put("user", "flume");
    settings.put("tokenFile", "/t");
    settings.put("tls.keyStore", "/k");
    settings.put("tls.caFil", "/c");
    assertThatThrownBy(() -> Configurables.configure(sink, new Context(settings)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("urls = 'localhost:9093 http://a http://a/'")
        .hasMessageContaining("allowed are addresses such as")
        .hasMessageContaining("each Alertmanager is to be named once")
        .hasMessageContaining("timeout = '0s'")
        .hasMessageContaining("passwordFile is required")
        .hasMessageContaining("tokenFile = '/t': either this or user")
        .hasMessageContaining("tls.keyStorePasswordFile is required")
        .hasMessageContaining("tls.keyStore = '/k': is only used for addresses")
        .hasMessageContaining("tls.caFile");
  }
}
