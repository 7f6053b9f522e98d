package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.WALL;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.window.row.Events;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a state may take in memory, whatever fills it; and that a replay gives up the same. */
class StateBoundTest {
  private static final long MAX_BYTES = 4 << 20;

  private final WindowEngine engine = engine();
  private final WindowEngine replayed = engine();

  private static WindowEngine engine() {
    return new WindowEngine(
        Job.of(
            "w",
            Events.settings(
                "maxStateBytes", MAX_BYTES + "B", "aggregations.traffic.groupBy", "bytes")));
  }

  private void endBatch() {
    engine.endBatch(WALL, Integer.MAX_VALUE);
    replayed.replay(new ByteReader(engine.record().toBytes()));
    engine.record().reset();
    assertThat(replayed.takeResults()).hasSameSizeAs(engine.takeResults());
    assertThat(common(replayed)).isEqualTo(common(engine));
  }

  private static byte[] common(WindowEngine of) {
    ByteWriter out = new ByteWriter();
    of.encodeCommon(out);
    return out.toBytes();
  }

  private long number(String metric) {
    return engine.read().number(metric);
  }

  @Test
  void manyFilesOfLongNames_areForgottenWithinTheBound() {
    String name = "h:1:%d:" + "n".repeat(400);
    for (int i = 0; i < 20_000; i++) {
      String line = line(i / 100, 200, 1);
      engine.add(position(name.formatted(i), 0, line), bytes(line), WALL);
      if (i % 500 == 499) {
        endBatch();
      }
    }
    assertThat(number("StateBytes")).isLessThan(MAX_BYTES / 2);
    assertThat(number("PartitionsForgotten")).isBetween(10_000L, 19_999L);
    assertThat(engine.takeRemarks()).singleElement().asString().contains("maxStateBytes", "-Xmx");
    // What came last is still known.
    String line = line(199, 200, 1);
    engine.add(position(name.formatted(19_999), 0, line), bytes(line), WALL);
    endBatch();
    assertThat(number("LinesDuplicate")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void partitionsFullOfGaps_keepTheirNewestPositionsWithinTheBound(int partitions) {
    Map<String, String> headers = new HashMap<>();
    headers.put("topic", "logs");
    int messages = 200_000 / partitions;
    for (int i = 0; i < messages; i++) {
      for (int p = 0; p < partitions; p++) {
        headers.put("partition", Integer.toString(p));
        headers.put("offset", Integer.toString(2 * i));
        engine.add(headers, bytes(line(i / 100, 200, 1)), WALL);
      }
      if (i % 500 == 499) {
        endBatch();
      }
    }
    assertThat(number("StateBytes")).isLessThan(MAX_BYTES / 2);
    assertThat(number("PartitionsForgotten")).isZero();
    assertThat(number("AssumedCounted")).isPositive();
    headers.put("offset", Integer.toString(2 * messages - 2));
    engine.add(headers, bytes(line(0, 200, 1)), WALL);
    endBatch();
    assertThat(number("LinesDuplicate")).isEqualTo(1);
  }

  @Test
  void folding_isSaidWhenItBegins_withTheRemedy() {
    long offset = 0;
    for (int i = 0; i < 60_000; i++) {
      String line = line(0, 200, i);
      engine.add(position("f", offset, line), bytes(line), WALL);
      offset += line.length() + 1;
      if (i % 100 == 99) {
        endBatch();
      }
    }
    assertThat(number("GroupsFoldedEarly")).isPositive();
    assertThat(engine.takeRemarks())
        .singleElement()
        .asString()
        .contains("folded into (other)", "maxStateBytes", "-Xmx", "groupBy");
  }

  @Test
  void remark_isMadeOnceAnHour() {
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    RareRemark remark = new RareRemark(nanos::get);
    assertThat(remark.isDue()).isTrue();
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(59));
    assertThat(remark.isDue()).isFalse();
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
    assertThat(remark.isDue()).isTrue();
    assertThat(remark.isDue()).isFalse();
  }
}
