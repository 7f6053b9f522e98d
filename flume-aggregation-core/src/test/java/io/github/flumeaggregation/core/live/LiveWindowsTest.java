package io.github.flumeaggregation.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveWindowsTest {
  private static final LiveShape TRAFFIC =
      new LiveShape("w", "traffic", List.of("user"), List.of("count"));

  @AfterEach
  void stopWatching() {
    LiveWindows.keep(0);
  }

  private static LiveRow row(String user, boolean other, long count) {
    return new LiveRow(List.of(user), other, List.of(BigDecimal.valueOf(count)));
  }

  private static LiveRow row(String user, long count) {
    return row(user, false, count);
  }

  private static LiveFrame frame(long endMillis) {
    return new LiveFrame(endMillis - 1, endMillis, 0, 0, 0);
  }

  private static void revise(long endMillis, List<LiveRow> changed, List<LiveRow> retracted) {
    LiveWindows.revised(new LiveRevision(TRAFFIC, frame(endMillis), changed, retracted));
  }

  private static void close(long endMillis, LiveRow... rows) {
    LiveWindows.closed(new LiveWindow(TRAFFIC, frame(endMillis), List.of(rows), 0));
  }

  /** The end of the window that is shown, its rows, and how many more it has. */
  private static String shown() {
    LiveWindow window = LiveWindows.all().get(0);
    StringBuilder text = new StringBuilder().append(window.endMillis());
    for (LiveRow row : window.rows()) {
      text.append(' ').append(row.group()).append(row.isOther() ? "*" : "").append(row.values());
    }
    return text + " +" + window.rowsLeftOut();
  }

  @Test
  void nothingIsKept_whileNobodyWatches() {
    close(1, row("ann", 1));
    assertThat(LiveWindows.all()).isEmpty();
    LiveWindows.keep(10);
    close(1, row("ann", 1));
    assertThat(LiveWindows.all()).hasSize(1);
    LiveWindows.keep(0);
    assertThat(LiveWindows.all()).isEmpty();
  }

  @Test
  void windowWithTheLatestEnd_isShown() {
    LiveWindows.keep(10);
    close(2, row("ann", 1));
    close(1, row("bob", 1));
    assertThat(shown()).isEqualTo("2 [ann][1] +0");
    close(3, row("bob", 2));
    assertThat(shown()).isEqualTo("3 [bob][2] +0");
  }

  @Test
  void revision_changesTheRowsThatItHas() {
    LiveWindows.keep(3);
    close(2, row("ann", 1), row("bob", 2), row("(other)", true, 3));
    revise(2, List.of(row("ann", 4), row("(other)", 5), row("eve", 6)), List.of(row("bob", 0)));
    assertThat(shown()).isEqualTo("2 [ann][4] [(other)]*[3] [(other)][5] +1");
    revise(1, List.of(row("ann", 9)), List.of());
    assertThat(shown()).startsWith("2 [ann][4]");
  }

  /** The ends of the windows that changed since, and how many rows each has. */
  private static String changedAfter(long change) {
    StringBuilder text = new StringBuilder();
    for (LiveWindow window : LiveWindows.changedAfter(change).windows().get(TRAFFIC)) {
      text.append(window.endMillis()).append(':').append(window.rows().size()).append(' ');
    }
    return text.toString().trim();
  }

  @Test
  void history_hasTheLastWindows_theEarlierOnesWithTheirLargestRows() {
    LiveWindows.keep(100);
    LiveRow[] many = new LiveRow[30];
    for (int i = 0; i < many.length; i++) {
      many[i] = row("u" + i, i);
    }
    for (int end = 1; end <= LiveHistory.WINDOWS + 1; end++) {
      close(end, many);
    }
    List<LiveWindow> all = LiveWindows.changedAfter(0).windows().get(TRAFFIC);
    assertThat(all).hasSize(LiveHistory.WINDOWS);
    assertThat(all.get(0).endMillis()).isEqualTo(2);
    assertThat(all.get(0).rows()).hasSize(LiveHistory.EARLIER_ROWS);
    assertThat(all.get(0).rowsLeftOut()).isEqualTo(10);
    assertThat(all.get(0).rows().iterator().next().group()).containsExactly("u10");
    assertThat(all.get(all.size() - 1).rows()).hasSize(30);
  }

  @Test
  void whoHasSeenSomeChanges_getsTheOthers() {
    LiveWindows.keep(100);
    close(1, row("ann", 1));
    close(2, row("ann", 1));
    long seen = LiveWindows.changedAfter(0).through();
    assertThat(changedAfter(seen)).isEmpty();
    close(3, row("ann", 1));
    revise(1, List.of(row("eve", 2)), List.of());
    revise(9, List.of(row("eve", 2)), List.of());
    assertThat(changedAfter(seen)).isEqualTo("1:2 3:1");
    assertThat(LiveWindows.changedAfter(0).through()).isEqualTo(seen + 2);
    assertThat(shown()).isEqualTo("3 [ann][1] +0");
  }

  @Test
  void earlierWindowThatIsRevised_keepsItsLargestRows() {
    LiveWindows.keep(100);
    LiveRow[] many = new LiveRow[LiveHistory.EARLIER_ROWS];
    for (int i = 0; i < many.length; i++) {
      many[i] = row("u" + i, 10 + i);
    }
    close(1, many);
    close(2, row("ann", 1));
    revise(1, List.of(row("large", 99), row("small", 1)), List.of());
    LiveWindow revised = LiveWindows.changedAfter(0).windows().get(TRAFFIC).get(0);
    assertThat(revised.rows()).hasSize(LiveHistory.EARLIER_ROWS);
    assertThat(revised.rows().stream().map(row -> row.group().get(0)))
        .contains("large", "u1")
        .doesNotContain("small", "u0");
  }

  @Test
  void facts_areKeptWhileSomebodyWatches() {
    LiveFile file = new LiveFile("/l", 2, 1, "behind");
    LiveFacts.FILES.show("log", List.of(file), 3);
    assertThat(LiveFacts.FILES.all()).isEmpty();
    LiveWindows.keep(1);
    LiveFacts.FILES.show("log", List.of(file), 3);
    assertThat(LiveFacts.FILES.all().get("log").leftOut()).isEqualTo(2);
    LiveFacts.FILES.forget("log");
    LiveFacts.FILES.show("log", List.of(file), 3);
    LiveWindows.keep(0);
    assertThat(LiveFacts.FILES.all()).isEmpty();
  }

  @Test
  void sinkThatStops_isForgotten() {
    LiveWindows.keep(10);
    close(1, row("ann", 1));
    LiveWindows.forget("other");
    assertThat(LiveWindows.all()).hasSize(1);
    LiveWindows.forget("w");
    assertThat(LiveWindows.all()).isEmpty();
  }
}
