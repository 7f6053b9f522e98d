package io.github.flumeaggregation.window;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.confirm.ConfirmingSinks;
import io.github.flumeaggregation.core.confirm.SentMarkers;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.state.Disk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flume.Channel;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.EventDeliveryException;
import org.apache.flume.Transaction;
import org.apache.flume.channel.MemoryChannel;
import org.apache.flume.conf.Configurables;
import org.apache.flume.event.EventBuilder;
import org.apache.flume.instrumentation.util.JMXPollUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sink tells a tail source of what it has counted. */
class ConfirmedMarkersTest {
  private static final String NAME = "ConfirmedMarkersTest";

  @TempDir Path stateDir;
  private final BreakableDisk disk = new BreakableDisk();
  private final AtomicLong nanos = new AtomicLong();
  private final MemoryChannel channel = new MemoryChannel();
  private final SentMarkers markers = SentMarkers.begin(List.of(NAME));
  private WindowSink sink;

  /** Its files take what is written, and do not keep it while it is broken. */
  private static final class BreakableDisk extends Disk {
    volatile boolean broken;

    @Override
    public Output open(File path) throws IOException {
      return new FileOutput(path) {
        @Override
        public void force() throws IOException {
          if (broken) {
            throw new IOException("broken");
          }
          super.force();
        }
      };
    }
  }

  @BeforeEach
  void setUp() {
    channel.setName(NAME);
    Configurables.configure(channel, new Context(Map.of("keep-alive", "0")));
    channel.start();
    sink = new WindowSink(disk, System::currentTimeMillis, nanos::get);
    sink.setName(NAME);
    sink.setChannel(channel);
    Configurables.configure(
        sink, new Context(Events.settings("stateDir", stateDir.toString(), "batchSize", "2")));
    sink.start();
  }

  @AfterEach
  void tearDown() {
    sink.stop();
    channel.stop();
    markers.close();
  }

  private static Event lineAt(long offset) {
    String body = line(0, 200, 1);
    return EventBuilder.withBody(bytes(body), position("f", offset, body));
  }

  private Event marker(long number) {
    return EventBuilder.withBody(new byte[0], Map.of(SentMarkers.HEADER, markers.value(number)));
  }

  private void put(Event... events) {
    inTransaction(
        () -> {
          for (Event event : events) {
            channel.put(event);
          }
        });
  }

  private void inTransaction(Runnable action) {
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    action.run();
    transaction.commit();
    transaction.close();
  }

  @Test
  void marker_isConfirmedWhenAllBeforeItIsCounted() throws Exception {
    put(lineAt(0), lineAt(1000), lineAt(2000), marker(1));
    sink.process();
    assertThat(markers.confirmed()).as("the marker is in the next batch").isZero();

    sink.process();
    assertThat(markers.confirmed()).isEqualTo(1);
  }

  @Test
  void markers_areNoLines() throws Exception {
    put(lineAt(0), marker(1));
    sink.process();
    put(marker(2));
    sink.process();

    assertThat(markers.confirmed()).isEqualTo(2);
    assertThat(JMXPollUtil.getAllMBeans().get("SINK." + NAME)).containsEntry("LinesRead", "1");
  }

  @Test
  void batchThatCannotBeMadeDurable_confirmsNothing() throws Exception {
    disk.broken = true;
    put(lineAt(0), marker(1));
    assertThatThrownBy(sink::process).isInstanceOf(EventDeliveryException.class);
    assertThat(markers.confirmed()).isZero();

    disk.broken = false;
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
    sink.process();
    assertThat(markers.confirmed()).isEqualTo(1);
  }

  @Test
  void commitThatFails_confirmsNothingUntilTheEventsHaveComeAgain() throws Exception {
    Channel failing =
        ScriptedChannel.giving(lineAt(0), marker(1), lineAt(0), marker(1)).failingToCommit("no");
    sink.setChannel(failing);

    assertThatThrownBy(sink::process).hasMessage("no");
    assertThat(markers.confirmed()).isZero();
    sink.process();
    assertThat(markers.confirmed()).isEqualTo(1);
  }

  @Test
  void anotherTakerOfTheChannel_confirmsNothing() throws Exception {
    put(lineAt(0), marker(1));
    sink.process();
    assertThat(markers.confirmed()).isEqualTo(1);

    put(lineAt(1000), lineAt(2000), marker(2));
    inTransaction(channel::take);
    sink.process();
    assertThat(markers.confirmed()).isEqualTo(1);
  }

  @Test
  void markerOfAnotherProcess_isPassedOver() throws EventDeliveryException {
    put(
        EventBuilder.withBody(new byte[0], Map.of(SentMarkers.HEADER, "0123456789abcdef/7")),
        EventBuilder.withBody(new byte[0], Map.of(SentMarkers.HEADER, "nonsense")));
    sink.process();

    assertThat(markers.confirmed()).isZero();
  }

  @Test
  void sink_isKnownWithItsChannelUntilItStops() {
    assertThat(ConfirmingSinks.channelOf(NAME)).isSameAs(channel);
    WindowSink next = new WindowSink(disk, System::currentTimeMillis, nanos::get);
    next.setName(NAME);
    Configurables.configure(next, new Context(Events.settings("stateDir", stateDir + "/next")));
    sink.stop();

    assertThat(ConfirmingSinks.names()).as("the one of the new configuration").contains(NAME);
    next.stop();
    assertThat(ConfirmingSinks.names()).doesNotContain(NAME);
  }
}
