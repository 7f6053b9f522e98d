package io.github.flumeaggregation.core.window;

import static io.github.flumeaggregation.core.window.TestLines.aggregation;
import static io.github.flumeaggregation.core.window.TestLines.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowedAggregationTest {
  private static final long MINUTE = 60_000;

  private final Aggregation perName =
      aggregation("groupBy", "name", "compute", "count, sum(size), max(size)");
  private final BatchedWindows tumbling =
      new BatchedWindows(perName, WindowSpec.parse("tumbling 1m"));

  @Test
  void window_isClosedOnlyWhenTheWatermarkReachesItsEnd() {
    tumbling.add(line(30_000, "a", "1"));

    assertThat(closeNext(tumbling, MINUTE - 1)).isNull();
    ClosedWindow window = closeNext(tumbling, MINUTE);
    assertThat(window.startMillis()).isZero();
    assertThat(window.endMillis()).isEqualTo(MINUTE);
    assertThat(closeNext(tumbling, MINUTE)).isNull();
  }

  @Test
  void lineAtTheBoundary_belongsToTheLaterWindow() {
    tumbling.add(line(MINUTE, "a", "1"));

    assertThat(closeNext(tumbling, Long.MAX_VALUE - 1).startMillis()).isEqualTo(MINUTE);
  }

  @Test
  void rows_areOrderedByGroupAndHoldTheColumns() {
    tumbling.add(line(0, "b", "5"));
    tumbling.add(line(1, "a", "7"));
    tumbling.add(line(2, "a", null));

    List<ResultRow> rows = closeNext(tumbling, MINUTE).rows();

    assertThat(rows).extracting(ResultRow::group).containsExactly(List.of("a"), List.of("b"));
    assertThat(rows.get(0).values())
        .containsExactly(BigDecimal.valueOf(2), BigDecimal.valueOf(7), BigDecimal.valueOf(7));
  }

  @Test
  void missingGroupField_countsAsDash() {
    tumbling.add(line(0, null, "5"));

    assertThat(closeNext(tumbling, MINUTE).rows().get(0).group()).containsExactly("-");
  }

  @Test
  void lineAfterTheClose_emitsTheChangedGroupAgainWithTheNextRevision() {
    tumbling.add(line(0, "a", "5"));
    tumbling.add(line(0, "b", "5"));
    closeNext(tumbling, MINUTE);

    tumbling.add(line(10, "a", "1"));
    ClosedWindow again = closeNext(tumbling, MINUTE);

    assertThat(again.books().revision()).isEqualTo(2);
    assertThat(again.books().aggregated()).isEqualTo(3);
    assertThat(again.rows()).extracting(ResultRow::group).containsExactly(List.of("a"));
    assertThat(again.rows().get(0).values().get(1)).isEqualTo(BigDecimal.valueOf(6));
    assertThat(closeNext(tumbling, MINUTE)).isNull();
  }

  @Test
  void lineAfterTheClose_isInEveryWindowThatContainsIt() {
    BatchedWindows sliding = new BatchedWindows(perName, WindowSpec.parse("sliding 3m every 1m"));
    for (long minute = 0; minute < 6; minute++) {
      sliding.add(line(minute * MINUTE, "a", "1"));
    }
    drain(sliding, 4 * MINUTE);

    sliding.add(line(2 * MINUTE + 1, "a", "100"));
    List<ClosedWindow> again = drain(sliding, 4 * MINUTE);

    assertThat(again).extracting(ClosedWindow::endMillis).containsExactly(3 * MINUTE, 4 * MINUTE);
    assertThat(drain(sliding, 5 * MINUTE).get(0).rows().get(0).values().get(1))
        .isEqualTo(BigDecimal.valueOf(103));
  }

  @Test
  void lineForAnExpiredWindow_isBookedAsLateAndChangesNoRow() {
    tumbling.add(line(0, "a", "5"));
    tumbling.add(line(5 * MINUTE, "a", "5"));
    drain(tumbling, MINUTE);
    tumbling.expire(MINUTE);

    tumbling.add(line(1, "a", "1"));

    assertThat(closeNext(tumbling, MINUTE)).isNull();
    ClosedWindow late = lateBooksNext(tumbling);
    assertThat(late.endMillis()).isEqualTo(MINUTE);
    assertThat(late.rows()).isEmpty();
    assertThat(late.books().in()).isEqualTo(2);
    assertThat(late.books().aggregated()).isEqualTo(1);
    assertThat(late.books().late()).isEqualTo(1);
    assertThat(late.books().revision()).isEqualTo(2);
    assertThat(lateBooksNext(tumbling)).isNull();
  }

  @Test
  void lineOfWhichSomeWindowsExpired_isLateInThoseAndCountedInTheOthers() {
    BatchedWindows sliding = new BatchedWindows(perName, WindowSpec.parse("sliding 3m every 1m"));
    sliding.add(line(0, "a", "1"));
    sliding.add(line(10 * MINUTE, "a", "1"));
    drain(sliding, 2 * MINUTE);
    sliding.expire(2 * MINUTE);

    sliding.add(line(1, "a", "1"));

    assertThat(lateBooksNext(sliding).endMillis()).isEqualTo(MINUTE);
    assertThat(lateBooksNext(sliding).endMillis()).isEqualTo(2 * MINUTE);
    assertThat(lateBooksNext(sliding)).isNull();
    ClosedWindow open = closeNext(sliding, 3 * MINUTE);
    assertThat(open.endMillis()).isEqualTo(3 * MINUTE);
    assertThat(open.books().aggregated()).isEqualTo(2);
    assertThat(open.books().late()).isZero();
  }

  @Test
  void lateLineOfWhichAllClosedWindowsExpired_isEmittedOnceByThoseThatClose() {
    BatchedWindows sliding = new BatchedWindows(perName, WindowSpec.parse("sliding 3m every 1m"));
    sliding.add(line(0, "a", "1"));
    drain(sliding, 3 * MINUTE);
    sliding.expire(3 * MINUTE);

    sliding.add(line(2 * MINUTE, "a", "1"));

    assertThat(drain(sliding, 5 * MINUTE))
        .extracting(window -> window.endMillis() / MINUTE + "/" + window.books().revision())
        .containsExactly("4/1", "5/1");
  }

  @Test
  void filteredLines_areBookedAndOpenAWindowWithoutRows() {
    BatchedWindows large =
        new BatchedWindows(
            aggregation("where", "size > 10", "compute", "count"), WindowSpec.parse("tumbling 1m"));
    large.add(line(0, "a", "5"));

    ClosedWindow window = closeNext(large, MINUTE);

    assertThat(window.rows()).isEmpty();
    assertThat(window.books().in()).isEqualTo(1);
    assertThat(window.books().filtered()).isEqualTo(1);
  }

  @Test
  void groupsBeyondTheLimit_areFoldedIntoOtherAndNoLineIsLost() {
    BatchedWindows limited =
        new BatchedWindows(
            aggregation("groupBy", "name", "compute", "count", "maxGroups", "3"),
            WindowSpec.parse("tumbling 1m"));
    for (int i = 0; i < 100; i++) {
      limited.add(line(i, "name" + i % 20, "5"));
    }

    ClosedWindow window = closeNext(limited, MINUTE);

    assertThat(window.rows()).hasSize(4);
    ResultRow other = window.rows().get(3);
    assertThat(other.group()).containsExactly(ResultRow.OTHER);
    assertThat(other.values()).containsExactly(BigDecimal.valueOf(85));
    assertThat(window.books().other()).isEqualTo(85);
    assertThat(window.books().aggregated()).isEqualTo(100);
  }

  @Test
  void gapInTheData_closesOnlyWindowsThatHaveLines() {
    tumbling.add(line(0, "a", "1"));
    tumbling.add(line(1_000_000 * MINUTE, "a", "1"));

    assertThat(drain(tumbling, Long.MAX_VALUE - 1))
        .extracting(ClosedWindow::startMillis)
        .containsExactly(0L, 1_000_000 * MINUTE);
  }

  static List<ClosedWindow> drain(BatchedWindows windows, long limit) {
    windows.flush(new ByteWriter());
    List<ClosedWindow> closed = new ArrayList<>();
    for (ClosedWindow w = windows.closeNext(limit); w != null; w = windows.closeNext(limit)) {
      closed.add(w);
    }
    return closed;
  }

  private static ClosedWindow closeNext(BatchedWindows windows, long limit) {
    windows.flush(new ByteWriter());
    return windows.closeNext(limit);
  }

  private static ClosedWindow lateBooksNext(BatchedWindows windows) {
    windows.flush(new ByteWriter());
    return windows.lateBooksNext();
  }
}
