package io.github.flumeaggregation.window.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private final Verdicts verdicts = new Verdicts();

  private static List<String> runs(Verdicts verdicts, long first, long last) {
    List<String> runs = new ArrayList<>();
    verdicts.runs(first, last, (verdict, from, to) -> runs.add(verdict + " " + from + " " + to));
    return runs;
  }

  @Test
  void verdict_standsUntilTheNextOne() {
    verdicts.add(10, Verdict.HOLDS);
    verdicts.add(20, Verdict.HOLDS);
    verdicts.add(30, Verdict.BETWEEN);

    assertThat(runs(verdicts, 0, 50)).containsExactly("OVER 0 9", "HOLDS 10 29", "BETWEEN 30 50");
    assertThat(runs(verdicts, 15, 25)).containsExactly("HOLDS 15 25");
  }

  @Test
  void changedWindow_leavesItsNeighboursAsTheyWere() {
    verdicts.add(10, Verdict.HOLDS);
    verdicts.add(40, Verdict.OVER);

    assertThat(verdicts.set(20, 30, Verdict.OVER)).isTrue();
    assertThat(runs(verdicts, 10, 40))
        .containsExactly("HOLDS 10 19", "OVER 20 29", "HOLDS 30 39", "OVER 40 40");
    assertThat(verdicts.set(20, 30, Verdict.OVER)).as("no change").isFalse();
    assertThat(verdicts.set(20, 30, Verdict.HOLDS)).isTrue();
    assertThat(runs(verdicts, 10, 40)).containsExactly("HOLDS 10 39", "OVER 40 40");
  }

  @Test
  void filledStretch_endsWhereTheNextWindowBegins() {
    verdicts.fill(10, 30, Verdict.HOLDS);
    assertThat(runs(verdicts, 10, 40)).containsExactly("HOLDS 10 29", "OVER 30 40");

    verdicts.fill(30, WindowEnds.NONE, Verdict.HOLDS);
    assertThat(runs(verdicts, 10, 40)).containsExactly("HOLDS 10 40");
  }

  @Test
  void forgetting_keepsTheVerdictThatGoesOn() {
    verdicts.add(10, Verdict.HOLDS);
    verdicts.add(30, Verdict.OVER);
    verdicts.forgetBefore(21);
    assertThat(runs(verdicts, 21, 40)).containsExactly("HOLDS 21 29", "OVER 30 40");

    verdicts.forgetBefore(31);
    assertThat(verdicts.isEmpty()).isTrue();
  }

  @Test
  void writtenDown_theyAreTheSame() {
    verdicts.add(10, Verdict.HOLDS);
    verdicts.add(20, Verdict.BETWEEN);
    verdicts.add(30, Verdict.OVER);
    ByteWriter out = new ByteWriter();
    verdicts.encode(out);
    Verdicts read = new Verdicts();
    read.decode(new ByteReader(out.toBytes()));

    assertThat(runs(read, 0, 40)).isEqualTo(runs(verdicts, 0, 40));
  }
}
