package io.github.flumeaggregation.window;

import static io.github.flumeaggregation.window.row.Events.WALL;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.state.Disk;
import io.github.flumeaggregation.window.state.StateException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flume.Event;
import org.apache.flume.event.EventBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rests on the clocks, which are moved by hand. */
class RunningSinkTest {
  private static final String NAME = "RunningSinkTest";

  @TempDir Path directory;

  private final BreakableDisk disk = new BreakableDisk();
  private long nanos = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(4); // a clock may pass its end
  private RunningSink sink;

  /** Takes no new file while it is broken. */
  private static final class BreakableDisk extends Disk {
    private boolean broken;
    private int attempts;

    @Override
    public Output open(File path) throws IOException {
      attempts++;
      if (broken) {
        throw new IOException("no space left");
      }
      return super.open(path);
    }

    @Override
    public void rename(File from, File to) throws IOException {
      if (broken) {
        throw new IOException("no space left");
      }
      super.rename(from, to);
    }
  }

  private void start(String... more) {
    var settings = Events.settings(more);
    settings.put("stateDir", directory.resolve("state").toString());
    sink = new RunningSink(new WindowSinkConfig(NAME, settings), disk, () -> WALL, () -> nanos);
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  private void pass(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static List<Event> event(long second) {
    return event(second, second * 1_000);
  }

  private static List<Event> event(long second, long offset) {
    String body = line(second, 200, 5);
    return List.of(EventBuilder.withBody(bytes(body), position("f", offset, body)));
  }

  private long closedRows() {
    return Events.bodies(sink.engine().outbox().all(), "row").size();
  }

  @Test
  void stateThatCannotBeOpened_isTriedAgainAfterThreeSeconds() throws Exception {
    disk.broken = true;
    start();
    disk.broken = false;
    int attempts = disk.attempts;

    pass(3_000);
    assertThat(sink.isReady(0)).isFalse();
    assertThat(disk.attempts).as("not yet").isEqualTo(attempts);
    pass(1);
    assertThat(sink.isReady(0)).isTrue();
    sink.aggregate(event(0), WALL);
  }

  @Test
  void threadsThatReadLines_areThereForALargeBatchAndGoneAfterClose() {
    start("threads", "3");
    sink.aggregate(event(0), WALL);
    assertThat(lineThreads()).isZero();
    List<Event> batch = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      batch.addAll(event(i % 60, 1_000 + i * 1_000));
    }
    sink.aggregate(batch, WALL);
    assertThat(lineThreads()).isEqualTo(2);
    assertThat(sink.statistics().reading().number("LinesCounted")).isEqualTo(4_001);
    sink.close();
    await().until(() -> lineThreads() == 0); // a pool has ended a moment before its last thread has
  }

  private static long lineThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("window-sink-" + NAME + "-lines-"))
        .count();
  }

  @Test
  void openingThatFailsAgain_isWaitedForAnew() throws Exception {
    disk.broken = true;
    start();
    for (int i = 0; i < 3; i++) {
      int attempts = disk.attempts;
      pass(2_999);
      assertThat(sink.isReady(0)).isFalse();
      assertThat(disk.attempts).isEqualTo(attempts);
      pass(2);
      assertThat(sink.isReady(0)).isFalse();
      assertThat(disk.attempts).isGreaterThan(attempts);
    }
  }

  @Test
  void brokenState_isOpenedAgainWithWhatWasCounted() throws Exception {
    start();
    sink.aggregate(event(0), WALL);
    sink.fail(sink.engine());
    assertThat(sink.isReady(0)).isFalse();
    assertThat(sink.statistics()).isNull();
    assertThatThrownBy(() -> sink.aggregate(event(70), WALL)).isInstanceOf(StateException.class);

    pass(3_001);
    assertThat(sink.isReady(0)).isTrue();
    sink.aggregate(event(0), WALL); // comes again, since its channel was not committed
    sink.aggregate(event(70), WALL);
    assertThat(Events.bodies(sink.engine().outbox().all(), "row"))
        .singleElement()
        .satisfies(
            row -> assertThat(row.getAsJsonObject("values").get("count").getAsLong()).isEqualTo(1));
  }

  @Test
  void closedSink_isNotOpenedAgain() throws Exception {
    start();
    sink.close();
    pass(3_001);
    assertThat(sink.isReady(0)).isFalse();
    assertThat(sink.engine()).isNull();
  }

  @Test
  void tick_closesWindowsWhenTheChannelHasBeenEmptyForTheTimeout() {
    start("idleTimeout", "30s");
    sink.aggregate(event(0), WALL);
    sink.idleClock().took(1, nanos);
    sink.idleClock().took(0, nanos);

    pass(29_999);
    sink.tick(WALL);
    assertThat(closedRows()).as("not idle yet").isZero();
    pass(1);
    sink.tick(WALL);
    assertThat(closedRows()).isEqualTo(1);
  }
}
