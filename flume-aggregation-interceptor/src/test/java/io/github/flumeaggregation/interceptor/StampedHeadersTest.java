package io.github.flumeaggregation.interceptor;

import static io.github.flumeaggregation.interceptor.AccessLog.event;
import static io.github.flumeaggregation.interceptor.AccessLog.line;
import static io.github.flumeaggregation.interceptor.AccessLog.tailed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.flume.Event;
import org.junit.jupiter.api.Test;

/** What is written into the headers of an event. */
class StampedHeadersTest extends Aggregators {
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
}
