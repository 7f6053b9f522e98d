package io.github.flumeaggregation.window.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.position.Position;
import io.github.flumeaggregation.window.row.Events;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Seconds, for short: 1 s out of order, 60 s late, idle after 10 s. */
class FrontiersTest {
  private static final String A = "h:1:1:n";
  private static final String B = "h:1:2:n";
  private static final String FAR = "far:1:3:n";
  private static final long NEVER = Long.MIN_VALUE;

  private final Map<String, Long> ends = new HashMap<>();
  private final CountedSet counted = new CountedSet(100, 100);
  private Frontiers frontiers = new Frontiers(rules());

  static TimeRules rules() {
    Map<String, String> values =
        Map.of("maxOutOfOrder", "1s", "allowedLateness", "60s", "idleTimeout", "10s");
    return new TimeRules(Settings.of("test", values));
  }

  static Position position(String file, long offset, long readAtMillis) {
    Map<String, String> headers = new HashMap<>();
    headers.put("tail.file", file);
    headers.put("tail.offset", Long.toString(offset));
    headers.put("tail.length", "10");
    headers.put("tail.readAt", Long.toString(readAtMillis));
    return Position.of(headers, 9);
  }

  static Progress.File report(String file, long delivered, long size, String state) {
    List<String> files = List.of(Events.file(file, delivered, size, state));
    return new Progress(Map.of(), Events.progress("h", files), 0).files().get(0);
  }

  /** A line comes when it is read. */
  private void line(String file, long eventSecond, long wallSecond) {
    line(file, eventSecond, wallSecond, wallSecond);
  }

  private void line(String file, long eventSecond, long readAtSecond, long wallSecond) {
    long offset = ends.merge(file, 10L, Long::sum) - 10;
    Position position = position(file, offset, readAtSecond * 1_000);
    frontiers.select(file, position, readAtSecond * 1_000, wallSecond * 1_000);
    frontiers.taken(position, counted.of(file));
    counted.add(position);
    frontiers.advance(eventSecond * 1_000);
  }

  private void announce(String file, long delivered, String state, long wallSecond) {
    Progress.File report = report(file, delivered, delivered + 5, state);
    frontiers.announce(report, wallSecond * 1_000, wallSecond * 1_000);
  }

  /** In seconds, and moved on to. */
  private long watermark(long wallSecond) {
    long watermark = frontiers.watermark(wallSecond * 1_000);
    frontiers.moveWatermark(watermark);
    return watermark == NEVER ? NEVER : watermark / 1_000;
  }

  @Test
  void noLineYet_closesNothingAndMakesNothingFinal() {
    assertThat(watermark(100)).isEqualTo(NEVER);
    assertThat(frontiers.horizon()).isEqualTo(NEVER);
    assertThatThrownBy(() -> frontiers.advance(1)).hasMessageContaining("no partition");
  }

  @Test
  void slowestPartition_holdsWatermarkAndHorizon() {
    line(A, 50, 1);
    line(B, 100, 1);

    assertThat(watermark(1)).isEqualTo(49);
    assertThat(frontiers.horizon()).isEqualTo(-11_000);
  }

  @Test
  void newPartition_holdsTheHorizonOnlyFromWhereItIs() {
    line(A, 100, 1);
    line(B, 50, 1);

    assertThat(watermark(1)).isEqualTo(49);
    assertThat(frontiers.horizon()).isEqualTo(39_000);
  }

  @Test
  void oldLine_movesNothingBack() {
    line(A, 100, 1);
    assertThat(watermark(1)).isEqualTo(99);

    line(A, 3, 2);
    line(B, 5, 2);

    assertThat(watermark(2)).isEqualTo(99);
    assertThat(frontiers.newestMillis()).isEqualTo(100_000);
  }

  @Test
  void partitionThatIsReadNoMore_isIdleWhenOthersWereReadLaterByTheTimeout() {
    line(A, 50, 0);
    line(B, 60, 5);
    line(B, 70, 10);
    assertThat(watermark(200)).isEqualTo(49);

    line(B, 80, 11);

    assertThat(watermark(200)).isEqualTo(79);
  }

  @Test
  void whatRestsOnIdleness_closesNothingThatTheWallClockHasNotPassed() {
    line(A, 50, 0);
    line(B, 60, 5);
    line(B, 80, 11);

    assertThat(watermark(70)).isEqualTo(69);
  }

  @Test
  void announcedPartition_holdsBothUntilItsFirstLineOrItsEnd() {
    line(A, 50, 0);
    announce(B, 0, "behind", 0);
    line(A, 150, 1);
    assertThat(watermark(1)).isEqualTo(NEVER);
    assertThat(frontiers.horizon()).isEqualTo(NEVER);

    announce(B, 0, "current", 1);

    assertThat(watermark(1)).isEqualTo(149);
    line(A, 151, 2);
    assertThat(frontiers.horizon()).isEqualTo(90_000);
  }

  @Test
  void announcedBytesThatHaveNotCome_areWaitedForTenTimesTheTimeout() {
    line(A, 50, 0);
    announce(A, 30, "current", 0);
    for (int second = 5; second <= 100; second += 5) {
      line(B, 100 + second, second);
      assertThat(watermark(1_000)).isEqualTo(49);
    }

    line(B, 300, 105);

    assertThat(watermark(1_000)).isEqualTo(299);
  }

  /** A file that is idle, of which bytes are missing before others that have come. */
  @Test
  void gapInWhatWasDelivered_holdsTheHorizonButNoWindows() {
    announce(A, 0, "behind", 0);
    announce(A, 20, "current", 0);
    ends.put(A, 10L);
    line(A, 50, 0);
    for (int second = 5; second <= 100; second += 5) {
      line(B, 100 + second, second);
      assertThat(frontiers.horizon()).isEqualTo(-11_000);
    }
    assertThat(watermark(1_000)).isEqualTo(199);

    line(B, 300, 105); // waited for ten times the timeout

    assertThat(frontiers.horizon()).isGreaterThan(0);
  }

  @Test
  void gapThatIsFilled_holdsNobody() {
    announce(A, 0, "behind", 0);
    announce(A, 20, "current", 0);
    ends.put(A, 10L);
    line(A, 50, 0);
    ends.put(A, 0L);
    line(A, 49, 0);
    line(B, 60, 5);

    line(B, 300, 11);

    assertThat(frontiers.horizon()).isGreaterThan(0);
  }

  @Test
  void bytesBeforeTheFirstReport_areNotMissing() {
    announce(A, 10, "behind", 0);
    announce(A, 20, "current", 0);
    ends.put(A, 10L);
    line(A, 50, 0);
    line(B, 60, 5);

    line(B, 300, 11);

    assertThat(frontiers.horizon()).isGreaterThan(0);
  }

  @Test
  void hostThatIsGone_stopsNobodyAfterTheTimeout() {
    line(FAR, 50, 0);
    line(A, 60, 0);
    line(A, 61, 10);
    assertThat(watermark(200)).isEqualTo(49);

    line(A, 62, 11);

    assertThat(watermark(200)).isEqualTo(61);
  }

  @Test
  void timeInWhichNothingWasReadOnTheHost_doesNotCountButOnlyOnce() {
    line(A, 50, 0);
    line(B, 60, 0);

    line(B, 61, 100); // the source was down
    assertThat(watermark(200)).isEqualTo(49);

    line(B, 62, 200); // and again
    assertThat(watermark(200)).isEqualTo(61);
  }

  @Test
  void hostWhoseClockWasSetBack_startsAnew() {
    line(A, 50, 1_000, 1_000);
    line(B, 60, 1_000, 1_000);

    line(B, 70, 500, 1_001); // 500 s back: both count as read at that moment
    line(B, 71, 510, 1_002);
    assertThat(watermark(2_000)).isEqualTo(49);

    line(B, 72, 511, 1_003);
    assertThat(watermark(2_000)).isEqualTo(71);
  }

  @Test
  void readLaterThanThePresent_countsAsReadAtPresent() {
    line(A, 50, 0);
    line(B, 60, 1_000_000, 5);

    assertThat(watermark(200)).isEqualTo(49);
  }

  @Test
  void sinkWhoseClockIsSetBack_letsSilenceBeginAnew() {
    line(FAR, 50, 100);
    line(A, 60, 109);
    line(A, 61, 50); // the sink's clock goes back, and so does the source's, on the same host
    line(A, 62, 60);
    assertThat(watermark(200)).isEqualTo(49);

    line(A, 63, 61);

    assertThat(watermark(200)).isEqualTo(62);
  }

  @Test
  void allIdle_isDecidedByTheWallClockAndNotKept() {
    line(A, 50, 0);

    assertThat(frontiers.watermarkWhenAllIdle(90_000)).isEqualTo(89_000);
    assertThat(watermark(90)).isEqualTo(49);
  }

  @Test
  void idlePartition_holdsTheHorizonForTheAllowedLatenessAndIsThenForgotten() {
    line(A, 0, 0);
    line(B, 10, 5);
    line(B, 50, 11);
    assertThat(frontiers.horizon()).isEqualTo(-61_000);
    long bytes = frontiers.bytesHeld();

    line(B, 200, 12);

    assertThat(frontiers.horizon()).isEqualTo(139_000);
    assertThat(frontiers.bytesHeld()).isLessThan(bytes);
  }

  /** A block of lines is judged as its lines are in events of their own. */
  @Test
  void idlePartition_holdsTheHorizonNoLongerAlsoWithinAnEvent() {
    line(A, 0, 0);
    line(B, 10, 5);
    line(B, 50, 11);
    assertThat(frontiers.horizon()).isEqualTo(-61_000);

    frontiers.advance(200_000);

    assertThat(frontiers.horizon()).isEqualTo(139_000);
  }

  @Test
  void silence_isJudgedBeforeARestartForgetsIt() {
    line(FAR, 0, 0);
    line(A, 100, 0);
    line(A, 101, 11);
    ByteWriter changes = new ByteWriter();

    frontiers.encodeChanges(changes);

    Frontiers restarted = new Frontiers(rules());
    restarted.decodeChanges(new ByteReader(changes.toBytes()));
    assertThat(restarted.horizon()).isEqualTo(40_000);
  }

  @Test
  void shed_forgetsTheLongestSilentQuarterAndNeverTheSelectedOne() {
    for (int i = 0; i < 8; i++) {
      line("h:1:" + i + ":n", 50 + i, i);
    }
    long bytes = frontiers.bytesHeld();

    assertThat(frontiers.shed()).isTrue();

    assertThat(frontiers.bytesHeld()).isEqualTo(bytes * 6 / 8);
    assertThat(watermark(8)).isEqualTo(51);
    while (frontiers.shed()) {}
    assertThat(watermark(8)).isEqualTo(56);
  }

  /** Otherwise who is idle would be decided anew, and otherwise, after a restart. */
  @Test
  void readOfAPartitionThatIsForgottenAtOnce_isInTheLogForItsHost() {
    line(A, 160, 0);
    line(FAR, 161, 0);
    ByteWriter before = new ByteWriter();
    frontiers.encodeChanges(before);
    line(B, 10, 5); // and so long ago that it is soon forgotten
    line(FAR, 170, 16);
    frontiers.horizon();
    ByteWriter after = new ByteWriter();
    frontiers.encodeChanges(after);

    Frontiers replayed = new Frontiers(rules());
    replayed.decodeChanges(new ByteReader(before.toBytes()));
    replayed.decodeChanges(new ByteReader(after.toBytes()));

    assertThat(bytes(replayed)).isEqualTo(bytes(frontiers));
  }

  private static byte[] bytes(Frontiers of) {
    ByteWriter out = new ByteWriter();
    of.encode(out);
    return out.toBytes();
  }

  @Test
  void decoded_goesOnAsTheOriginal() {
    line(A, 50, 0);
    announce(B, 30, "behind", 0);
    line(FAR, 55, 1);
    watermark(1);
    frontiers.encodeChanges(new ByteWriter());
    byte[] state = bytes(frontiers);

    Frontiers original = frontiers;
    frontiers = new Frontiers(rules());
    frontiers.decode(new ByteReader(state));

    assertThat(frontiers.horizon()).isEqualTo(original.horizon());
    assertThat(frontiers.newestMillis()).isEqualTo(original.newestMillis());
    assertThat(frontiers.watermark(2_000)).isEqualTo(original.watermark(2_000));
    assertThat(bytes(frontiers)).isEqualTo(state);
  }
}
