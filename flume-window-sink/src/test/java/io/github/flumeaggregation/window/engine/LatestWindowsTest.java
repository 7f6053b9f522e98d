package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.T0;
import static io.github.flumeaggregation.window.row.Events.WALL;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.live.LiveFacts;
import io.github.flumeaggregation.core.live.LiveUnparsed;
import io.github.flumeaggregation.core.live.LiveWindow;
import io.github.flumeaggregation.core.live.LiveWindows;
import io.github.flumeaggregation.window.row.Events;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an engine shows of its windows: those that closed last, once they are durable. */
class LatestWindowsTest {
  private final WindowEngine engine = new WindowEngine(Job.of("w", Events.settings()));
  private long offset;

  @AfterEach
  void stopWatching() {
    LiveWindows.keep(0);
  }

  private void batch(String... lines) {
    String body = String.join("\n", lines);
    engine.add(position("f", offset, body), bytes(body), WALL);
    offset += body.length() + 1;
    engine.endBatch(WALL, Integer.MAX_VALUE);
  }

  /** The end of the window in seconds after the start, and the count of each group. */
  private static String shown() {
    List<LiveWindow> all = LiveWindows.all();
    return all.stream()
        .map(
            window ->
                (window.endMillis() - T0) / 1000
                    + window.rows().stream()
                        .map(row -> " " + row.group() + row.values().get(0))
                        .collect(Collectors.joining()))
        .collect(Collectors.joining(";"));
  }

  @Test
  void nothingIsKept_whileNobodyWatches() {
    batch(line(0, 200, 1), line(120, 200, 1));
    LiveWindows.keep(10);
    engine.publishLatest();
    assertThat(shown()).isEmpty();
  }

  @Test
  void lastOfSeveralWindows_isShownWhenItIsDurable() {
    LiveWindows.keep(10);
    batch(line(0, 200, 1), line(60, 200, 1), line(61, 404, 1), line(62, 404, 1), line(180, 200, 1));
    assertThat(shown()).isEmpty();
    engine.publishLatest();
    assertThat(shown()).isEqualTo("120 [200]1 [404]2");
    assertThat(LiveWindows.all().get(0).shape().groupBy()).containsExactly("status");
    assertThat(LiveWindows.all().get(0).shape().columns()).startsWith("count", "sum(bytes)");
  }

  @Test
  void allWindowsOfABatch_areInTheHistory_withTheirBooks() {
    LiveWindows.keep(10);
    batch(line(0, 200, 1), line(60, 200, 1), line(61, 404, 1), line(180, 200, 1));
    engine.publishLatest();
    batch(line(1, 500, 1));
    engine.publishLatest();
    List<LiveWindow> history = LiveWindows.changedAfter(0).windows().values().iterator().next();
    assertThat(history)
        .extracting(window -> window.frame().aggregated() + "/" + window.rows().size())
        .containsExactly("2/2", "2/2");
    assertThat(history.get(0).frame().startMillis()).isEqualTo(T0);
  }

  @Test
  void unparsedLine_showsItsStructure_onceForAllThatHaveIt() {
    batch("No such line 0");
    LiveWindows.keep(10);
    engine.publishLatest();
    assertThat(LiveFacts.UNPARSED.all()).isEmpty();
    batch("Secret 12", "No such line 1");
    engine.publishLatest();
    batch("a=1\tb");
    engine.publishLatest();
    batch("Not such line 22");
    engine.publishLatest();
    assertThat(LiveFacts.UNPARSED.all().get("w").facts())
        .extracting(LiveUnparsed::shape)
        .containsExactly("Aa a a 9", "a=9 a");
    assertThat(LiveFacts.UNPARSED.all().get("w").facts().get(0).atMillis()).isEqualTo(WALL);
    LiveWindows.forget("w");
    assertThat(LiveFacts.UNPARSED.all()).isEmpty();
  }

  @Test
  void lateLine_changesTheLastWindow_andNoOther() {
    LiveWindows.keep(10);
    batch(line(0, 200, 1), line(60, 200, 1), line(180, 200, 1));
    engine.publishLatest();
    batch(line(61, 500, 1), line(62, 200, 1), line(1, 200, 1));
    engine.publishLatest();
    assertThat(shown()).isEqualTo("120 [200]2 [500]1");
  }

  @Test
  void sessions_areNotShown_sinceThereIsNoLastOneOfAllGroups() {
    WindowEngine sessions =
        new WindowEngine(
            Job.of("w", Events.settings("aggregations.traffic.window", "session 30s max 60s")));
    LiveWindows.keep(10);
    sessions.add(Map.of(), bytes(line(0, 200, 1)), WALL);
    sessions.add(Map.of(), bytes(line(180, 200, 1)), WALL);
    sessions.endBatch(WALL, Integer.MAX_VALUE);
    sessions.publishLatest();

    assertThat(sessions.takeResults()).isNotEmpty();
    assertThat(shown()).isEmpty();
  }

  @Test
  void moreRowsThanAreKept_areCounted() {
    LiveWindows.keep(1);
    batch(line(0, 200, 1), line(1, 404, 1), line(2, 500, 1), line(180, 200, 1));
    engine.publishLatest();
    assertThat(shown()).isEqualTo("60 [200]1");
    assertThat(LiveWindows.all().get(0).rowsLeftOut()).isEqualTo(2);
  }
}
