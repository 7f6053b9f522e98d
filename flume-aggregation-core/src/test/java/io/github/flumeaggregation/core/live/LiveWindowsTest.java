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

  private static void close(long endMillis, LiveRow... rows) {
    LiveWindows.closed(new LiveWindow(TRAFFIC, endMillis, List.of(rows), 0));
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
    LiveWindows.revised(
        TRAFFIC,
        2,
        List.of(row("ann", 4), row("(other)", 5), row("eve", 6)),
        List.of(row("bob", 0)));
    assertThat(shown()).isEqualTo("2 [ann][4] [(other)]*[3] [(other)][5] +1");
    LiveWindows.revised(TRAFFIC, 1, List.of(row("ann", 9)), List.of());
    assertThat(shown()).startsWith("2 [ann][4]");
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
