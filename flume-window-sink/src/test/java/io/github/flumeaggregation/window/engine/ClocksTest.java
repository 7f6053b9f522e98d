package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.T0;
import static io.github.flumeaggregation.window.row.Events.WALL;
import static io.github.flumeaggregation.window.row.Events.bodies;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static io.github.flumeaggregation.window.row.Events.sinkBooks;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that are wrong, times that are none, and who is waited for in spite of them. */
class ClocksTest {
  private static final String F = "h:1:1:n";
  private static final String G = "h:1:2:n";
  private static final long DAY = 86_400_000;

  private WindowEngine engine = engine();

  private static WindowEngine engine(String... settings) {
    return new WindowEngine(Job.of("w", Events.settings(settings)));
  }

  private void add(String file, long offset, String body, long readAtMillis, long wallMillis) {
    Map<String, String> headers = position(file, offset, body);
    headers.put("tail.readAt", Long.toString(readAtMillis));
    engine.add(headers, bytes(body), wallMillis);
  }

  private void progress(String file, long offset, String state, long readAtMillis, long wall) {
    Map<String, String> headers = new HashMap<>();
    headers.put("tail.progress", "true");
    headers.put("tail.readAt", Long.toString(readAtMillis));
    List<String> files = List.of(Events.file(file, offset, offset + 9, state));
    engine.add(headers, Events.progress("h", files), wall);
  }

  private List<OutboxRow> endBatch(long wallMillis) {
    engine.endBatch(wallMillis, Integer.MAX_VALUE);
    List<OutboxRow> results = engine.takeResults();
    engine.record().reset();
    return results;
  }

  private int rows(long wallMillis) {
    return bodies(endBatch(wallMillis), "row").size();
  }

  @Test
  void oneReadOfTheYear2099_stopsNoWindows() {
    long year2099 = 4_070_908_800_000L;
    add(F, 0, line(0, 200, 1), year2099, WALL);
    add(G, 0, line(600, 200, 1), WALL, WALL);
    add(G, 1_000, line(601, 200, 1), WALL + 20_000, WALL + 20_000);
    assertThat(rows(WALL + 20_000)).isZero();

    add(G, 2_000, line(602, 200, 1), WALL + 30_001, WALL + 30_001);

    assertThat(rows(WALL + 30_001)).isEqualTo(1);
  }

  @Test
  void oneForgedProgressEvent_stopsNoWindows() {
    progress(F, 0, "behind", Long.MAX_VALUE, WALL);
    add(G, 0, line(0, 200, 1), WALL, WALL);
    add(G, 1_000, line(600, 200, 1), WALL + 20_000, WALL + 20_000);
    add(G, 2_000, line(601, 200, 1), WALL + 30_001, WALL + 30_001);

    assertThat(rows(WALL + 30_001)).isEqualTo(1);
  }

  @Test
  void hostWhoseClockIsSetForwardAndBack_stopsNoWindows() {
    add(F, 0, line(0, 200, 1), WALL + DAY, WALL);
    add(G, 0, line(600, 200, 1), WALL + 1_000, WALL + 1_000);
    assertThat(rows(WALL + 1_000)).isZero();

    add(G, 1_000, line(601, 200, 1), WALL + 31_000, WALL + 31_000);

    assertThat(rows(WALL + 31_000)).isEqualTo(1);
  }

  @Test
  void hostWhoseClockIsSetBack_startsAnew() {
    add(F, 0, line(0, 200, 1), WALL, WALL);
    add(G, 0, line(600, 200, 1), WALL, WALL);
    add(G, 1_000, line(601, 200, 1), WALL - DAY, WALL + 1_000);
    assertThat(rows(WALL + 1_000)).isZero();

    add(G, 2_000, line(602, 200, 1), WALL - DAY + 20_000, WALL + 21_000);
    add(G, 3_000, line(603, 200, 1), WALL - DAY + 30_001, WALL + 31_000);

    assertThat(rows(WALL + 31_000)).isEqualTo(1);
  }

  @Test
  void olderReadOfBytesThatTheChannelHeldBack_isNoClockSetBack() {
    add(F, 1_000, line(0, 200, 1), WALL, WALL);
    add(G, 0, line(600, 200, 1), WALL + 20_000, WALL + 20_000);
    // Bytes before those that have come.
    add(G, 2_000, line(601, 200, 1), WALL + 30_001, WALL + 30_001);
    add(G, 1_000, line(602, 200, 1), WALL, WALL + 30_003);

    assertThat(rows(WALL + 30_003)).isEqualTo(1);
  }

  @Test
  void fileOfWhichMoreWasDeliveredThanHasCome_isNotIdle() {
    engine = engine("allowedLateness", "1m");
    progress(F, 0, "behind", WALL, WALL);
    progress(F, 5_000, "end", WALL, WALL);
    add(G, 0, line(6_000, 200, 1), WALL + 20_000, WALL);
    add(G, 1_000, line(6_001, 200, 1), WALL + 40_000, WALL + 40_000);
    add(G, 2_000, line(6_002, 200, 1), WALL + 60_000, WALL + 60_000);
    assertThat(rows(WALL + 60_000)).isZero();

    add(F, 0, line(1, 200, 1), WALL, WALL + 60_000);
    List<OutboxRow> results = new ArrayList<>(endBatch(WALL + 60_000));
    engine.channelIdle(WALL + 60_000, Integer.MAX_VALUE);
    results.addAll(engine.takeResults());

    assertThat(results.stream().map(Events::text)).noneMatch(row -> row.contains("\"late\":1"));
    assertThat(bodies(results, "row")).hasSize(2);
  }

  /** What was in flight at a crash comes back behind newer events, and in any order. */
  @Test
  void fileWhoseLastLineComesFirst_losesNoEarlierOne() {
    engine = engine("allowedLateness", "1m");
    progress(F, 0, "behind", WALL, WALL);
    progress(F, 3_000, "end", WALL, WALL);
    add(G, 0, line(6_000, 200, 1), WALL + 40_000, WALL + 40_000);
    String last = line(20, 200, 1);
    add(F, 2_999 - last.length(), last, WALL, WALL + 60_000);
    add(G, 1_000, line(6_001, 200, 1), WALL + 60_000, WALL + 60_000);
    List<OutboxRow> results = new ArrayList<>(endBatch(WALL + 60_000));
    add(F, 0, line(1, 200, 1), WALL, WALL + 61_000);
    add(G, 2_000, line(6_002, 200, 1), WALL + 61_000, WALL + 61_000);
    add(F, 1_000, line(2, 200, 1), WALL, WALL + 61_000);
    engine.channelIdle(WALL + 61_000, Integer.MAX_VALUE);
    results.addAll(engine.takeResults());

    assertThat(results.stream().map(Events::text)).anyMatch(row -> row.contains("\"count\":3"));
  }

  @Test
  void bytesThatNeverCome_areGivenUpAfterTenTimesTheIdleTimeout() {
    add(F, 0, line(0, 200, 1), WALL, WALL);
    progress(F, 5_000, "end", WALL, WALL);
    long last = WALL + 300_000;
    for (long now = WALL; now <= last; now += 20_000) {
      add(G, now - WALL, line(600, 200, 1), now, now);
    }
    assertThat(rows(last)).isZero();

    add(G, 1_000_000, line(601, 200, 1), last + 1, last + 1);

    assertThat(rows(last + 1)).isEqualTo(1);
  }

  @Test
  void quietLogThatIsRotated_freesTheFileThatItWas() {
    engine = engine("allowedLateness", "1m");
    add(F, 0, line(0, 200, 1), WALL, WALL);
    for (int minute = 1; minute < 600; minute++) {
      long now = WALL + minute * 60_000L;
      add(G, minute * 1_000L, line(minute * 60L, 200, 1), now, now);
      endBatch(now);
    }

    assertThat(engine.aggregations().get(0).slices()).isLessThan(5);
  }

  @Test
  void partitionOfKafkaThatWaitsBehindOldMessages_isNotIdle() {
    kafka(0, 0, line(0, 200, 1), WALL - DAY, WALL);
    kafka(1, 0, line(600, 200, 1), WALL - DAY, WALL);
    kafka(1, 1, line(601, 200, 1), WALL - DAY + 60_000, WALL + 60_000);
    assertThat(rows(WALL + 60_000)).as("in a backlog").isZero();

    kafka(1, 2, line(602, 200, 1), WALL + 61_000, WALL + 61_000);
    kafka(1, 3, line(603, 200, 1), WALL + 91_000, WALL + 91_000);

    assertThat(rows(WALL + 91_000)).as("others' messages are young").isEqualTo(1);
  }

  private void kafka(int partition, long offset, String body, long written, long wallMillis) {
    Map<String, String> headers = new HashMap<>();
    headers.put("topic", "logs");
    headers.put("partition", Integer.toString(partition));
    headers.put("offset", Long.toString(offset));
    headers.put("timestamp", Long.toString(written));
    engine.add(headers, bytes(body), wallMillis);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -377_705_116_800_001L})
  void timeOutsideTheYearsThatThereAre_isNone(long timestamp) {
    engine = engine("time", "header");
    Map<String, String> headers = position(F, 0, line(0, 200, 1));
    headers.put("timestamp", Long.toString(timestamp));
    engine.add(headers, bytes(line(0, 200, 1)), WALL);
    engine.channelIdle(WALL, Integer.MAX_VALUE);

    assertThat(sinkBooks(engine.takeResults())).isEqualTo("1 0 1 0 0");
  }

  @Test
  void latestTime_isInTheFutureAndNothingElse() {
    engine = engine("time", "header");
    Map<String, String> headers = position(F, 0, line(0, 200, 1));
    headers.put("timestamp", "253402300799999");
    engine.add(headers, bytes(line(0, 200, 1)), WALL);
    headers = position(F, 1_000, line(0, 200, 1));
    headers.put("timestamp", Long.toString(Long.MAX_VALUE));
    engine.add(headers, bytes(line(0, 200, 1)), WALL);
    engine.channelIdle(WALL, Integer.MAX_VALUE);

    assertThat(sinkBooks(engine.takeResults())).isEqualTo("2 0 1 0 1");
  }

  @Test
  void booksOfASinkThatHasParsedNothing_areFiledUnderTheEpoch() {
    engine.add(new HashMap<>(), bytes("what is this"), WALL);
    engine.channelIdle(WALL, Integer.MAX_VALUE);

    List<OutboxRow> results = engine.takeResults();
    assertThat(results).hasSize(1);
    assertThat(results.get(0).headers()).containsEntry("timestamp", "0");
  }

  @Test
  void equallyLateLines_areAllLate() {
    engine = engine("allowedLateness", "1m", "maxOutOfOrder", "0s");
    add(F, 0, line(0, 200, 1), 0, WALL);
    add(F, 1_000, line(6_000, 200, 1), 0, WALL);
    for (int i = 2; i < 5; i++) {
      add(F, i * 1_000L, line(3_000, 200, 1), 0, WALL);
    }

    assertThat(endBatch(WALL).stream().map(Events::text))
        .anyMatch(text -> text.contains("{\"in\":3,\"aggregated\":0,\"filtered\":0,\"late\":3"));
  }

  @Test
  void lateLineOfATotal_isInItsLaterRows() {
    engine =
        engine(
            "aggregations.traffic.window", "total every 1h",
            "aggregations.traffic.compute", "sum(bytes)");
    long hour = 3_600;
    long[] seconds = {0, 30 * hour, 2 * hour, 31 * hour, 32 * hour};
    String last = "";
    for (int i = 0, bytes = 1; i < seconds.length; i++, bytes *= 10) {
      add(F, i * 1_000L, line(seconds[i], 200, bytes), 0, T0 + 40 * hour * 1_000);
      endBatch(T0 + 40 * hour * 1_000);
    }
    engine.channelIdle(T0 + 40 * hour * 1_000, Integer.MAX_VALUE);
    for (OutboxRow row : engine.takeResults()) {
      last = Events.text(row).contains("\"type\":\"row\"") ? Events.text(row) : last;
    }

    assertThat(last).contains("\"sum(bytes)\":11111");
  }
}
