package io.github.flumeaggregation.window.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs each factor as the documentation does, at its smallest sizes; no cost is judged. */
class GrowthTest {
  @Test
  void factor_isMeasuredAtEachSize_asATableThatIsDrawn() throws Exception {
    assertMeasured("files", "10 100", 3);
  }

  /** Millions of lines. */
  @Tag("search")
  @ParameterizedTest
  @CsvSource({"groups, 10 100, 3", "windows, 1 10, 3", "late, 0 10, 2", "threads, 1 2, 4"})
  void otherFactors_areMeasuredLikewise(String factor, String sizes, int curves) throws Exception {
    assertMeasured(factor, sizes, curves);
  }

  private static void assertMeasured(String factor, String sizes, int curves) throws Exception {
    String table = Program.run("Growth", "", (factor + " 1 " + sizes).split(" "));

    List<String> lines = table.lines().toList();
    assertThat(lines.subList(0, 2)).allMatch(line -> line.startsWith("# "));
    assertThat(lines.get(2).split("\t")).hasSize(1 + curves);
    List<String> rows = lines.subList(3, lines.size());
    assertThat(rows).extracting(row -> row.split("\t")[0]).containsExactly(sizes.split(" "));
    assertThat(rows).allMatch(row -> row.split("\t").length == 1 + curves);
    assertThat(Program.run("GrowthChart", table)).endsWith("</svg>\n");
  }

  @Test
  void unknownFactor_isAnsweredWithThoseThereAre() throws Exception {
    assertThat(Program.failing("Growth", "", "hosts"))
        .contains("groups|windows|files|late|threads");
  }
}
