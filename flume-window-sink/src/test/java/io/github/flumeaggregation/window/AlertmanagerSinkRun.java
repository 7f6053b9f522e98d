package io.github.flumeaggregation.window;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flume.Context;
import org.apache.flume.Transaction;
import org.apache.flume.channel.MemoryChannel;
import org.apache.flume.conf.Configurables;
import org.apache.flume.event.EventBuilder;
import org.apache.flume.instrumentation.util.JMXPollUtil;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A sink as Flume runs it, a channel in memory, and the Alertmanagers that a test asks for. */
final class AlertmanagerSinkRun implements BeforeEachCallback, AfterEachCallback {
  private static final String NAME = "AlertmanagerSink";
  private static final long MIN_PAUSE_MILLIS = 200;
  private static final long LONG_PAUSE_MILLIS = 3_600_000;

  final AlertmanagerSink sink = new AlertmanagerSink(System::currentTimeMillis, this::pause);

  /** How long an Alertmanager was let alone, each time, in milliseconds. */
  final List<Long> pauses = new CopyOnWriteArrayList<>();

  private final MemoryChannel channel = new MemoryChannel();
  private final List<FakeAlertmanager> servers = new ArrayList<>();
  private int puts;
  private Thread runner = new Thread(() -> {});
  private volatile boolean stopped;

  @Override
  public void beforeEach(ExtensionContext context) {
    channel.setName("alerts");
    takerWaitsSeconds(0);
    channel.start();
    sink.setName(NAME);
    sink.setChannel(channel);
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    stopRunner();
    sink.stop();
    channel.stop();
    servers.forEach(FakeAlertmanager::stop);
  }

  /** How long the channel lets whoever takes wait when it is empty. */
  void takerWaitsSeconds(int seconds) {
    Configurables.configure(channel, new Context(Map.of("keep-alive", "" + seconds)));
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

  FakeAlertmanager server(int... answers) throws IOException {
    return kept(new FakeAlertmanager(0, Arrays.stream(answers).boxed().toList()));
  }

  private FakeAlertmanager kept(FakeAlertmanager server) {
    servers.add(server);
    return server;
  }

  /** One that has just ended, so that nobody listens there. */
  FakeAlertmanager goneServer() throws IOException {
    FakeAlertmanager gone = new FakeAlertmanager(0, List.of());
    gone.stop();
    return gone;
  }

  FakeAlertmanager serverInPlaceOf(FakeAlertmanager gone) throws IOException {
    return kept(new FakeAlertmanager(gone.port(), List.of()));
  }

  void start(String urls, String... more) {
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

  /** Alerts with these numbers. */
  void put(int... numbers) {
    for (int number : numbers) {
      putBody(number, "[{\"n\":" + number + "}]");
    }
  }

  void putBody(int number, String body) {
    puts++;
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    channel.put(EventBuilder.withBody(body.getBytes(UTF_8), Map.of("id", "id" + number)));
    transaction.commit();
    transaction.close();
  }

  /** Looks often: what is awaited here takes milliseconds. */
  static ConditionFactory await() {
    return Awaitility.await().pollInterval(Duration.ofMillis(5)).pollDelay(Duration.ZERO);
  }

  static void awaitTaken(FakeAlertmanager server, String... alerts) {
    await().untilAsserted(() -> assertThat(server.taken).containsExactly(alerts));
  }

  /** What Flume's monitoring shows. */
  static long shown(String attribute) {
    return Long.parseLong(JMXPollUtil.getAllMBeans().get("SINK." + NAME).get(attribute));
  }

  /** Waits for the commit: an answer comes before it, and a stop in between would take it back. */
  void assertAllLeft() throws InterruptedException {
    await().until(() -> shown("EventDrainSuccessCount") == puts);
    assertThat(left()).isZero();
  }

  /** How many events have not left the channel. */
  int left() throws InterruptedException {
    stopRunner();
    takerWaitsSeconds(0);
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
}
