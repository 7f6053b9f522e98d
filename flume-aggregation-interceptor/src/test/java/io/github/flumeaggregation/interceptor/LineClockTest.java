package io.github.flumeaggregation.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.record.Record;
import org.junit.jupiter.api.Test;

class LineClockTest {
  private static final long HOUR = 3_600_000;

  private static final long DAY = 24 * HOUR;

  private long wallMillis = 1_000_000_000;
  private long nanos;
  private final LineClock clock = new LineClock(() -> wallMillis, () -> nanos);
  private boolean anew;

  private void pass(long millis) {
    wallMillis += millis;
    nanos += millis * 1_000_000;
  }

  private long timeOf(Record record) {
    clock.readClocks();
    anew = clock.setTime(record);
    return record.timeMillis();
  }

  private long timeOf(long timeMillis) {
    Record record = new Record(0);
    record.setTimeMillis(timeMillis);
    return timeOf(record);
  }

  @Test
  void lineWithATime_keepsIt() {
    assertThat(timeOf(wallMillis - 5)).isEqualTo(wallMillis - 5);
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
    pass(7);
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

  @Test
  void linesWithoutATime_doNotFollowAWallClockThatIsSet() {
    long begin = wallMillis;
    timeOf(new Record(0));
    wallMillis -= HOUR;
    pass(5);

    assertThat(timeOf(new Record(0))).isEqualTo(begin + 5);
    assertThat(clock.nowMillis()).isEqualTo(begin + 5);
    assertThat(anew).isFalse();
  }

  @Test
  void lineADayAheadInALogThatIsHoursBehind_isWrittenWhereTheLogIs() {
    long behind = wallMillis - 2 * HOUR;
    timeOf(behind);
    pass(1_000);

    assertThat(timeOf(wallMillis + DAY)).isEqualTo(behind + 1_000);
    assertThat(timeOf(behind + 2_000)).isEqualTo(behind + 2_000);
    assertThat(clock.future()).isEqualTo(1);
  }

  @Test
  void lineHoursAheadInAnOldLog_waitsForASecondOne() {
    long old = wallMillis - 10 * HOUR;
    timeOf(old);

    assertThat(timeOf(old + 3 * HOUR)).isEqualTo(old);
    assertThat(timeOf(old + 1)).isEqualTo(old + 1);
    assertThat(timeOf(old + 3 * HOUR + 1)).isEqualTo(old + 3 * HOUR + 1);
    assertThat(anew).isFalse();
    assertThat(clock.future()).isEqualTo(1);
  }

  @Test
  void lineAfterAQuietNightInALiveLog_isBelievedAtOnce() {
    timeOf(wallMillis - 1_000);
    pass(8 * HOUR);

    assertThat(timeOf(wallMillis - 2_000)).isEqualTo(wallMillis - 2_000);
    assertThat(clock.future()).isZero();
  }

  @Test
  void firstLineWithAWrongTime_startsAnewWithTheNext() {
    long behind = wallMillis - 2 * HOUR;
    timeOf(wallMillis + DAY);

    assertThat(timeOf(behind)).isEqualTo(behind);
    assertThat(anew).isTrue();
    assertThat(timeOf(behind - 1)).isEqualTo(behind - 1);
    assertThat(anew).isFalse();
  }

  @Test
  void clockSetBack_startsAnew() {
    timeOf(wallMillis - 1);
    timeOf(wallMillis);
    wallMillis -= HOUR;

    assertThat(timeOf(wallMillis - 5)).isEqualTo(wallMillis - 5);
    assertThat(anew).isTrue();
    assertThat(clock.nowMillis()).isEqualTo(wallMillis - 5);
  }

  @Test
  void clockCorrectedByASecond_keepsItsWindows() {
    timeOf(wallMillis);
    wallMillis -= 1_000;

    timeOf(wallMillis);
    assertThat(anew).isFalse();
  }

  @Test
  void twoLogsOfWhichOneIsDaysBehind_startAnewOnceAndThenGoByTheNewer() {
    long old = wallMillis - 2 * DAY;
    timeOf(wallMillis);
    int restarts = 0;
    for (int i = 1; i < 50; i++) {
      pass(10);
      timeOf(old + i);
      restarts += anew ? 1 : 0;
      timeOf(wallMillis - 1);
      restarts += anew ? 1 : 0;
    }

    assertThat(restarts).isEqualTo(1);
    assertThat(clock.nowMillis()).isEqualTo(wallMillis - 1);
  }

  @Test
  void severalFirstLinesOfAWrongClock_doNotConfirmEachOther() {
    timeOf(wallMillis + DAY);
    timeOf(wallMillis + DAY);

    assertThat(timeOf(wallMillis - 2 * HOUR)).isEqualTo(wallMillis - 2 * HOUR);
    assertThat(anew).isTrue();
  }
}
