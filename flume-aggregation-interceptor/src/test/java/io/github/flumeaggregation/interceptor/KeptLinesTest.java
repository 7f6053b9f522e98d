package io.github.flumeaggregation.interceptor;

import static io.github.flumeaggregation.interceptor.AccessLog.event;
import static io.github.flumeaggregation.interceptor.AccessLog.line;
import static io.github.flumeaggregation.interceptor.AccessLog.tailed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flume.Event;
import org.junit.jupiter.api.Test;

/** Which lines pass, and what is counted of those that do not. */
class KeptLinesTest extends Aggregators {
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
}
