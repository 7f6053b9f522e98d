package io.github.flumeaggregation.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.record.Record;
import org.junit.jupiter.api.Test;

class LineClockTest {
  private static final long HOUR = 3_600_000;

  private long wallMillis = 1_000_000_000;
  private final LineClock clock = new LineClock(() -> wallMillis);

  private long timeOf(Record record) {
    clock.readWallClock();
    clock.setTime(record);
    return record.timeMillis();
  }

  private long timeOf(long timeMillis) {
    Record record = new Record(0);
    record.setTimeMillis(timeMillis);
    return timeOf(record);
  }

  @Test
  void lineWithATime_keepsIt() {
    assertThat(timeOf(-5)).isEqualTo(-5);
    assertThat(timeOf(wallMillis)).isEqualTo(wallMillis);
    assertThat(clock.future()).isZero();
  }

  @Test
  void lineAheadOfTheWallClock_isWrittenNow() {
    assertThat(timeOf(wallMillis + 1)).isEqualTo(wallMillis);
    assertThat(clock.future()).isEqualTo(1);
  }

  @Test
  void lineWithoutATime_isWrittenNow() {
    assertThat(timeOf(new Record(0))).isEqualTo(wallMillis);
    wallMillis += 7;
    assertThat(timeOf(new Record(0))).isEqualTo(wallMillis);
  }

  @Test
  void lineWithoutATimeAmongOthersWithOne_isAsOldAsTheNewest() {
    timeOf(5);
    timeOf(3);

    assertThat(timeOf(new Record(0))).isEqualTo(5);
  }

  @Test
  void liveLog_timeGoesOnWhileNoLinesCome() {
    timeOf(wallMillis - 2_000);
    timeOf(wallMillis - 3_000);
    wallMillis += 10_000;

    assertThat(clock.nowMillis()).isEqualTo(wallMillis - 2_000);
  }

  @Test
  void oldLog_timeStandsStillWhileNoLinesCome() {
    long time = wallMillis - HOUR - 1;
    timeOf(time);
    wallMillis += 10_000;

    assertThat(clock.nowMillis()).isEqualTo(time);
  }

  @Test
  void wallClockSetBack_timeDoesNotGoBack() {
    timeOf(wallMillis);
    long before = wallMillis;
    wallMillis -= 10_000;

    assertThat(clock.nowMillis()).isEqualTo(before);
  }

  @Test
  void beforeTheFirstLine_itIsNow() {
    assertThat(clock.nowMillis()).isEqualTo(wallMillis);
  }
}
