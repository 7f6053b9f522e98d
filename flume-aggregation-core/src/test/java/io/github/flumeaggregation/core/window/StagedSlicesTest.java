package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StagedSlicesTest {
  @Test
  void aggregationsThatShareTheirLines_sayTheSameAsEachByItself() {
    Aggregation aggregation =
        TestLines.aggregation("groupBy", "name", "compute", "count, sum(size), p50(size)");
    List<String> specs =
        List.of(
            "tumbling 60ms",
            "sliding 300ms every 20ms",
            "total every 20ms",
            "cumulative 200ms every 20ms",
            "tumbling 50ms");
    List<BatchedWindows> alone = new ArrayList<>();
    List<WindowOperator> sharing = new ArrayList<>();
    for (String spec : specs) {
      alone.add(new BatchedWindows(aggregation, WindowSpec.parse(spec)));
      sharing.add(WindowSpec.parse(spec).newOperator(aggregation));
    }
    StagedLines shared = sharing.get(0).newStagedLines();
    assertThat(shared.share(sharing.get(1))).isTrue();
    assertThat(shared.share(sharing.get(2))).isTrue();
    assertThat(shared.share(sharing.get(3))).isTrue();
    assertThat(shared.share(sharing.get(4))).as("slices of 50 ms and of 20 ms").isFalse();
    StagedLines own = sharing.get(4).newStagedLines();
    Random random = new Random(23);
    for (int i = 0; i < 4_000; i++) {
      ModelLine line = ModelLine.random(random, LongUnaryOperator.identity(), i / 4, 4);
      Record record = TestLines.line(line.time(), line.name(), line.size());
      alone.forEach(windows -> windows.add(record));
      shared.add(record);
      own.add(record);
      if (i % StagedLines.MOST_RECORDS == 0) {
        shared.releaseRecords();
        own.releaseRecords();
      }
      if (random.nextInt(50) == 0) {
        alone.forEach(windows -> windows.flush(new ByteWriter()));
        shared.flush(new ByteWriter());
        own.flush(new ByteWriter());
        assertSame(alone, sharing, i / 4 - 30L);
      }
    }
  }

  /** Closes and expires both; lines come up to 60 ms late, so some are in the books only. */
  private static void assertSame(
      List<BatchedWindows> alone, List<WindowOperator> sharing, long watermark) {
    for (int i = 0; i < alone.size(); i++) {
      BatchedWindows one = alone.get(i);
      WindowOperator other = sharing.get(i);
      assertThat(texts(() -> closeNext(other, watermark)))
          .isEqualTo(texts(() -> one.closeNext(watermark)));
      assertThat(texts(() -> other.hasLateBooks() ? other.lateBooksNext() : null))
          .isEqualTo(texts(one::lateBooksNext));
      one.expire(watermark - 20);
      other.expire(watermark - 20);
      assertThat(other.nextExpiry()).isEqualTo(one.nextExpiry());
      assertThat(other.groups()).isEqualTo(one.groups());
    }
  }

  private static ClosedWindow closeNext(WindowOperator windows, long limit) {
    ClosedWindow closed = null;
    while (closed == null && windows.isDue(limit, true)) {
      closed = windows.closeNext(limit, true);
    }
    return closed;
  }

  private static List<String> texts(Supplier<ClosedWindow> emissions) {
    List<String> texts = new ArrayList<>();
    for (ClosedWindow w = emissions.get(); w != null; w = emissions.get()) {
      texts.add(Emissions.text(w));
    }
    return texts;
  }
}
