package io.github.flumeaggregation.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter text = new StringWriter();
  private long nanos;

  private Progress progress(boolean isTerminal, long bytes) {
    return new Progress(new PrintWriter(text), isTerminal, bytes, () -> nanos);
  }

  @Test
  void shortWork_isNotSpokenOf() {
    Progress progress = progress(true, 100);
    progress.at(50, 5);
    progress.clear();
    assertThat(text.toString()).isEmpty();
  }

  @Test
  void onATerminal_oneLineMoves_andGoes() {
    Progress progress = progress(true, 100);
    nanos += TimeUnit.SECONDS.toNanos(1);
    progress.at(50, 1234);
    nanos += TimeUnit.SECONDS.toNanos(1);
    progress.at(120, 5678);
    progress.clear();
    String half = "=".repeat(15) + " ".repeat(15);
    assertThat(text.toString())
        .isEqualTo(
            ("\r[" + half + "]  50%, 1,234 lines\r[" + "=".repeat(30) + "] 100%, 5,678 lines")
                + ("\r" + " ".repeat(60) + "\r"));
  }

  @Test
  void elsewhere_aLineComesNowAndThen() {
    Progress progress = progress(false, 0);
    for (int second = 0; second < 25; second++) {
      nanos += TimeUnit.SECONDS.toNanos(1);
      progress.at(1, second);
    }
    progress.clear();
    assertThat(text.toString().lines()).containsExactly("0%, 9 lines", "0%, 19 lines");
  }
}
