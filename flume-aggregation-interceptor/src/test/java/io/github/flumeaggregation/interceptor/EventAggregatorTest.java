package io.github.flumeaggregation.interceptor;

import static io.github.flumeaggregation.interceptor.AccessLog.event;
import static io.github.flumeaggregation.interceptor.AccessLog.line;
import static io.github.flumeaggregation.interceptor.AccessLog.tailed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flume.Event;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EventAggregatorTest extends Aggregators {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 50);

  @Test
  void lines_areCountedAndSummedExactly() {
    EventAggregator aggregator = aggregator();

    add(aggregator, event(line(200, 999_999_999_999_999_999L)));
    add(aggregator, event(line(503, 999_999_999_999_999_999L)));

    assertThat(values(aggregator))
        .containsEntry("t.count", 2L)
        .containsEntry("t.errors", 1L)
        .containsEntry("t.sum(bytes)", new BigDecimal("1999999999999999998"))
        .containsEntry("LinesRead", 2L)
        .containsEntry("LinesCounted", 2L)
        .containsEntry("EventsWithoutPosition", 2L);
  }

  @Test
  void progressEventOfTheTailSource_passesAndIsNoLine() {
    EventAggregator aggregator = aggregator();
    Event progress =
        event("{\"type\":\"progress\",\"node\":\"web1\",\"intervalMillis\":10000,\"files\":[]}");
    progress.getHeaders().put("tail.progress", "true");

    add(aggregator, progress);

    assertThat(values(aggregator)).containsEntry("LinesRead", 0L);
  }

  @Test
  void lineThatClaimsToBeProgress_isCounted() {
    EventAggregator aggregator = aggregator();
    Event forged = event(line(200, 1));
    forged.getHeaders().put("tail.progress", "true");

    add(aggregator, forged);

    assertThat(values(aggregator)).containsEntry("LinesCounted", 1L);
  }

  @Test
  void beforeTheFirstLine_everyValueIsThere() {
    settings.put("aggregations.t.compute", "count, sum(bytes), avg(bytes)");

    assertThat(values(aggregator()))
        .containsEntry("t.count", 0L)
        .containsEntry("t.sum(bytes)", Double.NaN)
        .containsEntry("t.avg(bytes)", Double.NaN);
  }

  @Test
  void where_filtersWhatIsAggregated() {
    settings.put("aggregations.t.where", "status >= 500");
    EventAggregator aggregator = aggregator();

    add(aggregator, event(line(200, 1)));
    add(aggregator, event(line(500, 10)));

    assertThat(values(aggregator))
        .containsEntry("t.count", 1L)
        .containsEntry("t.sum(bytes)", 10L)
        .containsEntry("LinesCounted", 2L);
  }

  @Test
  void groups_arePublishedApart() {
    settings.put("aggregations.t.groupBy", "status, method");
    EventAggregator aggregator = aggregator();

    add(aggregator, event(line(200, 1)));
    add(aggregator, event(line(200, 2)));
    add(aggregator, event(line(404, 3)));

    assertThat(values(aggregator))
        .containsEntry("t.groups", 2L)
        .containsEntry("t.count{status=200,method=GET}", 2L)
        .containsEntry("t.sum(bytes){status=200,method=GET}", 3L)
        .containsEntry("t.count{status=404,method=GET}", 1L);
  }

  @Test
  void hostileGroupValue_isEscaped() {
    settings.put("aggregations.t.groupBy", "path");
    EventAggregator aggregator = aggregator();

    add(aggregator, event(line(200, 1).replace("/a?b", "/{x=1,y}%")));

    assertThat(values(aggregator)).containsEntry("t.count{path=/%7Bx%3D1%2Cy%7D%25}", 1L);
  }

  @Test
  void expressions_areGroupedBySummedAndJudged() {
    settings.put("aggregations.t.groupBy", "class(status) as class, lower(method)");
    settings.put("aggregations.t.compute", "count, sum(bytes * 8) as bits");
    settings.put("keep", "class(status) == \"5xx\"");
    EventAggregator aggregator = aggregator();

    add(aggregator, event(line(404, 1)));
    Event kept = add(aggregator, event(line(503, 2)));
    Event dropped = add(aggregator, event(line(403, 3)));

    assertThat(values(aggregator))
        .containsEntry("t.count{class=4xx,lower(method)=get}", 2L)
        .containsEntry("t.bits{class=4xx,lower(method)=get}", 32L)
        .containsEntry("t.bits{class=5xx,lower(method)=get}", 16L);
    assertThat(kept.getBody()).isNotEmpty();
    assertThat(dropped.getBody()).isNullOrEmpty();
  }

  @Test
  void groupsBeyondTheBound_arePublishedAsOne() {
    settings.put("aggregations.t.groupBy", "path");
    EventAggregator aggregator = aggregator();

    for (int i = 0; i < 1010; i++) {
      add(aggregator, event(line(200, 1).replace("/a", "/" + i)));
    }

    assertThat(values(aggregator))
        .containsEntry("t.groups", 1001L)
        .containsEntry("t.count{path=(other)}", 10L);
  }

  @Test
  void valueThatIsOther_isToldFromTheRest() {
    settings.put("aggregations.t.groupBy", "path");
    settings.put("aggregations.t.top", "1 by count");
    EventAggregator aggregator = aggregator();

    for (String path : List.of("(other)", "(other)", "/b")) {
      add(aggregator, event(line(200, 1).replace("/a?b", path)));
    }

    assertThat(values(aggregator))
        .containsEntry("t.count{path=%28other)}", 2L)
        .containsEntry("t.count{path=(other)}", 1L);
  }

  @Test
  void unparsableLine_isBookedAndNotAggregated() {
    EventAggregator aggregator = aggregator();

    add(aggregator, event("no access log"));

    assertThat(values(aggregator))
        .containsEntry("t.count", 0L)
        .containsEntry("LinesRead", 1L)
        .containsEntry("LinesUnparsed", 1L);
  }

  @Test
  void eventSentAgain_countsOnce() {
    EventAggregator aggregator = aggregator();

    add(aggregator, tailed(0, line(200, 5), 1));
    add(aggregator, tailed(0, line(200, 5), 1));

    assertThat(values(aggregator))
        .containsEntry("t.count", 1L)
        .containsEntry("LinesDuplicate", 1L)
        .containsEntry("EventsWithoutPosition", 0L);
  }

  @Test
  void blockSentAgainWithMoreLines_countsOnlyTheNewOnes() {
    EventAggregator aggregator = aggregator();
    String line = line(200, 5);

    add(aggregator, tailed(0, line + "\n" + line, 2));
    add(aggregator, tailed(0, line + "\n" + line + "\n" + line, 3));

    assertThat(values(aggregator))
        .containsEntry("t.count", 3L)
        .containsEntry("LinesDuplicate", 2L)
        .containsEntry("LinesRead", 5L);
  }

  @Test
  void lineInPieces_countsOnceAndOnlyItsFirstPieceIsStamped() {
    settings.put("fields", "status");
    EventAggregator aggregator = aggregator();
    for (int i = 0; i < 2; i++) {
      Event first = add(aggregator, tailed(0, line(200, 1), 1));
      Event rest = add(aggregator, continuation(1000, line(503, 7)));

      assertThat(first.getHeaders()).containsEntry("status", "200");
      assertThat(rest.getHeaders()).doesNotContainKey("status");
    }

    assertThat(values(aggregator))
        .containsEntry("t.count", 1L)
        .containsEntry("LinesRead", 2L)
        .containsEntry("LinesDuplicate", 1L);
  }

  @Test
  void restOfALine_goesWhereItsFirstPieceWent() {
    settings.put("keep", "status >= 500");
    EventAggregator aggregator = aggregator();
    for (int i = 0; i < 2; i++) {
      Event dropped = tailed(0, line(200, 1), 1);
      long end = Long.parseLong(dropped.getHeaders().get("tail.length"));
      aggregator.beginBatch();
      assertThat(aggregator.add(dropped.getHeaders(), dropped.getBody())).isNull();
      Event rest = continuation(end, line(503, 7));
      assertThat(aggregator.add(rest.getHeaders(), rest.getBody())).isNull();

      add(aggregator, tailed(1000, line(503, 1), 1));
      Event kept = continuation(2000, "rest");
      assertThat(add(aggregator, kept).getBody()).isEqualTo("rest".getBytes(UTF_8));
    }
  }

  @Test
  void rewrittenBlock_countsWholeAndIsBooked() {
    EventAggregator aggregator = aggregator();
    Event event = tailed(0, line(200, 5) + "\n" + line(200, 5), 2);
    event.setBody((line(200, 5) + "\n" + line(200, 5) + " rewritten").getBytes(UTF_8));

    add(aggregator, event);

    assertThat(values(aggregator))
        .containsEntry("t.count", 2L)
        .containsEntry("BlocksRewritten", 1L);
  }

  @Test
  void rate_isPerSecondSinceTheStart() {
    settings.put("aggregations.t.compute", "rate");
    EventAggregator aggregator = aggregator();

    add(aggregator, event(line(200, 5)));
    add(aggregator, event(line(200, 5)));
    nanos += 4_000_000_000L;

    assertThat(values(aggregator)).containsEntry("t.rate", new BigDecimal("0.5"));
  }

  @Test
  void slidingWindow_isThatOfTheLinesTimes() {
    settings.put("aggregations.t.window", "sliding 1m");
    settings.put("stamp", "t.count");
    EventAggregator aggregator = aggregator();
    wallMillis += 7_200_000;

    add(aggregator, event(line(200, 1).replace(":03 ", ":00 ")));
    add(aggregator, event(line(200, 2).replace(":03 ", ":59 ")));
    Event event = add(aggregator, event(line(200, 4).replace(":05:03 ", ":06:00 ")));
    add(aggregator, event(line(200, 8).replace(":05:03 ", ":04:59 ")));

    assertThat(event.getHeaders()).containsEntry("t.count", "2");
    assertThat(values(aggregator))
        .containsEntry("t.count", 2L)
        .containsEntry("t.sum(bytes)", 6L)
        .containsEntry("t.late", 1L)
        .containsEntry("LinesCounted", 4L);
  }

  @Test
  void slidingWindowOfALiveLog_emptiesWhileNoLinesCome() {
    settings.put("aggregations.t.window", "sliding 1m");
    EventAggregator aggregator = aggregator();

    add(aggregator, event(line(200, 1)));
    wallMillis += 59_000;
    assertThat(values(aggregator)).containsEntry("t.count", 1L);
    wallMillis += 1_000;
    assertThat(values(aggregator))
        .containsEntry("t.count", 0L)
        .containsEntry("t.sum(bytes)", Double.NaN);
  }

  @Test
  void lineAheadOfTheClock_countsAsWrittenNow() {
    settings.put("aggregations.t.window", "sliding 1m");
    EventAggregator aggregator = aggregator();

    add(aggregator, event(line(200, 1).replace("2015", "2035")));
    wallMillis += 59_000;
    add(aggregator, event(line(200, 2).replace(":05:03 ", ":06:02 ")));

    assertThat(values(aggregator)).containsEntry("t.count", 2L).containsEntry("LinesFuture", 1L);
  }

  @Tag("search")
  @Test
  void randomBlocksWithRetries_sumEachLineOnce() {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = Long.getLong("test.seed", 20261122) + round;
      Random random = new Random(seed);
      int[] bytes = random.ints(1 + random.nextInt(50), 0, 1_000_000).toArray();

      assertThat(readWithRetries(bytes, random))
          .as("seed %s", seed)
          .containsEntry("t.count", (long) bytes.length)
          .containsEntry("t.sum(bytes)", IntStream.of(bytes).asLongStream().sum());
    }
  }

  /** A source that steps back at random, as after a full channel, and draws its blocks anew. */
  private Map<String, Number> readWithRetries(int[] bytes, Random random) {
    EventAggregator aggregator = aggregator();
    for (int first = 0; first < bytes.length; ) {
      int last = Math.min(bytes.length, first + 1 + random.nextInt(5));
      add(aggregator, tailed(offset(bytes, first), lines(bytes, first, last), last - first));
      first = random.nextInt(3) == 0 ? random.nextInt(first + 1) : last;
    }
    return values(aggregator);
  }

  private static int offset(int[] bytes, int line) {
    return line == 0 ? 0 : lines(bytes, 0, line).length() + 1;
  }

  private static String lines(int[] bytes, int first, int last) {
    return IntStream.range(first, last)
        .mapToObj(i -> line(200, bytes[i]))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void smallAndLargeNumbers_haveNoExponentInTheBean() {
    settings.put("format", "json");
    settings.put("aggregations.t.compute", "sum(a), min(b), sum(c), max(d), sum(e), max(f)");
    EventAggregator aggregator = aggregator();

    add(
        aggregator,
        event(
            "{\"a\":1E-7,\"b\":-0.000000000000000012,\"c\":1E+19,\"d\":0.0000010,\"e\":-12.50,"
                + "\"f\":100000000000000000000}"));

    Map<String, Number> values = values(aggregator);
    assertThat(values.get("t.sum(a)")).hasToString("0.0000001");
    assertThat(values.get("t.min(b)")).hasToString("-0.000000000000000012");
    assertThat(values.get("t.sum(c)")).hasToString("10000000000000000000");
    assertThat(values.get("t.max(d)")).hasToString("0.000001");
    assertThat(values.get("t.sum(e)")).hasToString("-12.5");
    assertThat(values.get("t.max(f)")).hasToString("NaN");
  }
}
