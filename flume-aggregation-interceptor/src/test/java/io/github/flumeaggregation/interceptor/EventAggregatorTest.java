package io.github.flumeaggregation.interceptor;

import static io.github.flumeaggregation.interceptor.AccessLog.event;
import static io.github.flumeaggregation.interceptor.AccessLog.line;
import static io.github.flumeaggregation.interceptor.AccessLog.tailed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.config.Settings;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flume.Event;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EventAggregatorTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 50);

  private final Map<String, String> settings = new HashMap<>();
  private long nanos;
  private long wallMillis = AccessLog.TIME_MILLIS;

  EventAggregatorTest() {
    settings.put("aggregations", "t");
    settings.put("aggregations.t.compute", "count, count(status >= 500) as errors, sum(bytes)");
  }

  private EventAggregator aggregator() {
    return new EventAggregator(
        AggregationInterceptorConfig.read(Settings.of("test", settings)),
        () -> wallMillis,
        () -> nanos);
  }

  private static Map<String, Number> values(EventAggregator aggregator) {
    Reading reading = aggregator.read();
    boolean more;
    do {
      more = reading.take();
      reading.digest();
    } while (more);
    return reading.byName();
  }

  private static Event add(EventAggregator aggregator, Event event) {
    aggregator.beginBatch();
    event.setBody(aggregator.add(event.getHeaders(), event.getBody()));
    return event;
  }

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

  private static Event continuation(long offset, String body) {
    Event event = tailed(offset, body, 1);
    event.getHeaders().put("tail.continuation", "true");
    return event;
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
  void fields_areStampedUnderTheirNames() {
    settings.put("fields", "status, path query");

    Event event = add(aggregator(), event(line(404, 5)));

    assertThat(event.getHeaders())
        .containsEntry("status", "404")
        .containsEntry("path", "/a")
        .containsEntry("query", "b");
  }

  @Test
  void expressionsAndDefinitions_areStampedToo() {
    settings.put("define.failed", "status >= 400");
    settings.put(
        "fields", "status, class(status) as class, upper(path), failed, after(path, \"?\") as q");

    Event event = add(aggregator(), event(line(404, 5)));

    assertThat(event.getHeaders())
        .containsEntry("status", "404")
        .containsEntry("class", "4xx")
        .containsEntry("upper(path)", "/A")
        .containsEntry("failed", "true")
        .doesNotContainKey("q");
    settings.put("fields", "failed query");
    assertThat(add(aggregator(), event(line(200, 5))).getHeaders())
        .containsEntry("failed", "false")
        .containsEntry("query", "b");
  }

  @Test
  void missingField_stampsNothing() {
    settings.put("fields", "query");

    Event event = event(line(200, 5).replace("/a?b", "/a"));

    assertThat(add(aggregator(), event).getHeaders()).isEmpty();
  }

  @Test
  void flags_sayWhetherTheirConditionHolds() {
    settings.put("flags.failed", "status >= 500");
    settings.put("flags.big.enough", "bytes > 1");

    assertThat(add(aggregator(), event(line(503, 1))).getHeaders())
        .containsOnly(Map.entry("failed", "true"), Map.entry("big.enough", "false"));
    assertThat(add(aggregator(), event("no access log")).getHeaders()).isEmpty();
  }

  @Test
  void headersOfASender_areReplacedOrTakenAway() {
    settings.put("fields", "status, agent");
    settings.put("flags.slow", "status >= 500");
    settings.put("aggregations.t.groupBy", "status");
    settings.put("stamp", "t.errors");
    Event progress = event("{\"type\":\"progress\",\"node\":\"web1\",\"files\":[]}");
    progress.getHeaders().put("tail.progress", "true");
    for (Event forged :
        List.of(
            event("no access log"),
            event(line(200, 1).replace(" \"-\" \"curl/8\"", "")),
            continuation(1000, line(200, 1)),
            progress)) {
      for (String header : new String[] {"status", "agent", "slow", "t.errors"}) {
        forged.getHeaders().put(header, "forged");
      }

      add(aggregator(), forged);

      assertThat(forged.getHeaders()).doesNotContainValue("forged").doesNotContainKey("agent");
    }
  }

  @Test
  void columnsOfAHistogramAndOfOthers_areStampedAndPublished() {
    settings.put(
        "aggregations.t.compute", "histogram(bytes, 1, 5) as size, size.le.1 / count as s, count");
    settings.put("aggregations.t.window", "sliding 10s");
    settings.put("aggregations.t.having", "count > 0");
    settings.put("stamp", "t.size.le.5 t.size.le.inf t.size.sum t.s");
    EventAggregator aggregator = aggregator();
    add(aggregator, event(line(200, 1)));
    add(aggregator, event(line(200, 9)));

    assertThat(add(aggregator, event(line(200, 5))).getHeaders())
        .containsEntry("t.size.le.5", "2")
        .containsEntry("t.size.le.inf", "3")
        .containsEntry("t.size.sum", "15")
        .containsEntry("t.s", "0.333333333333333333");
  }

  @Test
  void valueThatIsEmptyOnARetry_isTakenAway() {
    settings.put("aggregations.t.compute", "avg(bytes) as a");
    settings.put("aggregations.t.window", "sliding 10s");
    settings.put("aggregations.t.where", "status == 200");
    settings.put("stamp", "t.a");
    EventAggregator aggregator = aggregator();
    Event first = add(aggregator, tailed(0, line(200, 1), 1));
    assertThat(first.getHeaders()).containsEntry("t.a", "1");
    wallMillis += 60_000;
    add(aggregator, event(line(500, 1).replace("10:05:03", "10:06:03")));

    Event again = add(aggregator, first);

    assertThat(again.getHeaders()).doesNotContainKey("t.a");
  }

  @Test
  void filteredBlockWithCarriageReturns_keepsThem() {
    settings.put("keep", "status >= 500");
    EventAggregator aggregator = aggregator();

    Event block =
        add(
            aggregator,
            tailed(
                0,
                line(500, 1)
                    + "\r\n"
                    + line(200, 2)
                    + "\r\n"
                    + line(502, 3)
                    + "\r\n"
                    + line(503, 4),
                4));

    assertThat(new String(block.getBody(), UTF_8))
        .isEqualTo(line(500, 1) + "\r\n" + line(502, 3) + "\r\n" + line(503, 4));
  }

  @Test
  void block_isStampedWithTheFieldsOfItsLastLine() {
    settings.put("fields", "status");
    settings.put("stamp", "t.count");

    Event event = tailed(0, line(200, 5) + "\n" + line(404, 5), 2);
    add(aggregator(), event);

    assertThat(event.getHeaders()).containsEntry("status", "404").containsEntry("t.count", "2");
  }

  @Test
  void eventSentAgain_isStampedAsTheFirstTime() {
    settings.put("fields", "status");
    settings.put("stamp", "t");
    EventAggregator aggregator = aggregator();
    String body = line(200, 5) + "\n" + line(503, 7);

    Event first = add(aggregator, tailed(0, body, 2));
    Event second = add(aggregator, tailed(0, body, 2));

    assertThat(second.getHeaders())
        .isEqualTo(first.getHeaders())
        .containsEntry("t.sum(bytes)", "12")
        .containsEntry("t.errors", "1");
  }

  @Test
  void groupedValue_isStampedForTheGroupOfTheLine() {
    settings.put("aggregations.t.groupBy", "status");
    settings.put("aggregations.t.where", "status < 500");
    settings.put("stamp", "t.count t.sum(bytes)");
    EventAggregator aggregator = aggregator();

    add(aggregator, event(line(200, 5)));
    assertThat(add(aggregator, event(line(404, 7))).getHeaders())
        .containsEntry("t.count", "1")
        .containsEntry("t.sum(bytes)", "7");
    assertThat(add(aggregator, event(line(503, 5))).getHeaders())
        .containsEntry("t.count", "0")
        .doesNotContainKey("t.sum(bytes)");
  }

  @Test
  void unparsableLastLine_isStampedWithWhatNeedsNoLine() {
    settings.put("aggregations", "t g");
    settings.put("aggregations.g.compute", "count");
    settings.put("aggregations.g.groupBy", "status");
    settings.put("fields", "status");
    settings.put("stamp", "t.count g.count");

    Event event = add(aggregator(), event("no access log"));

    assertThat(event.getHeaders()).containsOnly(Map.entry("t.count", "0"));
  }

  @Test
  void smallNumber_isPrintedWithoutAnExponent() {
    settings.put("aggregations.t.compute", "rate");
    EventAggregator aggregator = aggregator();
    add(aggregator, event(line(200, 1)));
    nanos = 10_000_000L * 1_000_000_000L;

    assertThat(values(aggregator).get("t.rate")).hasToString("0.0000001");
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

  @Test
  void droppedLine_isCountedAllTheSame() {
    settings.put("keep", "status >= 500");
    EventAggregator aggregator = aggregator();

    assertThat(add(aggregator, event(line(200, 1))).getBody()).isNullOrEmpty();
    assertThat(add(aggregator, event(line(503, 2))).getBody())
        .isEqualTo(line(503, 2).getBytes(UTF_8));
    assertThat(add(aggregator, event("no access log")).getBody()).isNotEmpty();

    assertThat(values(aggregator))
        .containsEntry("t.count", 2L)
        .containsEntry("t.sum(bytes)", 3L)
        .containsEntry("LinesDropped", 1L)
        .containsEntry("LinesUnparsed", 1L);
  }

  @Test
  void droppedEventSentAgain_isDroppedAgainAndCountsOnce() {
    settings.put("keep", "status >= 500");
    EventAggregator aggregator = aggregator();

    add(aggregator, tailed(0, line(200, 1), 1));
    Event again = add(aggregator, tailed(0, line(200, 1), 1));

    assertThat(again.getBody()).isNullOrEmpty();
    assertThat(values(aggregator))
        .containsEntry("t.count", 1L)
        .containsEntry("LinesDropped", 1L)
        .containsEntry("LinesDuplicate", 1L);
  }

  @Test
  void unparsedLines_areDroppedOnRequest() {
    settings.put("dropUnparsed", "true");
    EventAggregator aggregator = aggregator();

    assertThat(add(aggregator, event("no access log")).getBody()).isNullOrEmpty();
    assertThat(add(aggregator, event(line(200, 1))).getBody()).isNotEmpty();

    assertThat(values(aggregator))
        .containsEntry("LinesDropped", 1L)
        .containsEntry("LinesUnparsed", 1L)
        .containsEntry("LinesCounted", 1L);
  }

  @Test
  void filteredBlock_consistsOfTheLinesThatAreKept() {
    settings.put("keep", "status >= 500");
    settings.put("dropUnparsed", "true");
    settings.put("fields", "status");
    settings.put("stamp", "t.count");
    EventAggregator aggregator = aggregator();
    String kept = line(503, 2) + "\n" + line(504, 4);

    Event event =
        add(aggregator, tailed(0, "x\n" + kept + "\n" + line(200, 1) + "\n" + line(200, 1), 5));

    assertThat(new String(event.getBody(), UTF_8)).isEqualTo(kept);
    assertThat(event.getHeaders())
        .containsEntry("tail.lines", "2")
        .containsEntry("status", "504")
        .containsEntry("t.count", "4");
    assertThat(values(aggregator))
        .containsEntry("t.count", 4L)
        .containsEntry("LinesDropped", 3L)
        .containsEntry("LinesRead", 5L);
  }

  @Test
  void filteredBlockSentAgainWithMoreLines_countsOnlyTheNewOnes() {
    settings.put("keep", "status >= 500");
    EventAggregator aggregator = aggregator();
    String first = line(200, 1) + "\n" + line(503, 2);

    add(aggregator, tailed(0, first, 2));
    Event event = add(aggregator, tailed(0, first + "\n" + line(200, 4), 3));

    assertThat(new String(event.getBody(), UTF_8)).isEqualTo(line(503, 2));
    assertThat(values(aggregator))
        .containsEntry("t.count", 3L)
        .containsEntry("t.sum(bytes)", 7L)
        .containsEntry("LinesDropped", 2L)
        .containsEntry("LinesDuplicate", 2L);
  }

  @Test
  void blockOfWhichAllIsKept_passesAsItIs() {
    settings.put("keep", "status >= 200");
    Event event = tailed(0, line(200, 1) + "\r\n" + line(200, 1), 2);
    byte[] body = event.getBody();

    assertThat(aggregator().add(event.getHeaders(), body)).isSameAs(body);
    assertThat(event.getHeaders()).containsEntry("tail.lines", "2");
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
