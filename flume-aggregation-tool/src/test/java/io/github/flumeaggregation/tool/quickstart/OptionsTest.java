package io.github.flumeaggregation.tool.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void options_areReadWithBlankOrEqualsSign_inAnyPlace() throws Exception {
    Options options =
        Options.parse(
            List.of(
                "a.log",
                "--format",
                "json",
                "--by=client",
                "--rows",
                "--html",
                "r.html",
                "--dir=d",
                "b.log"));
    assertThat(options.logs).containsExactly(Path.of("a.log"), Path.of("b.log"));
    assertThat(options.format).isEqualTo("json");
    assertThat(options.by).isEqualTo("client");
    assertThat(options.rows).isTrue();
    assertThat(options.html).isEqualTo(Path.of("r.html"));
    assertThat(options.dir).isEqualTo(Path.of("d"));
  }

  @Test
  void formatWithAnEqualsSign_isTakenWhole() throws Exception {
    assertThat(Options.parse(List.of("--format=rt=$request_time")).format)
        .isEqualTo("rt=$request_time");
  }

  @Test
  void afterTwoDashes_everythingIsALog() throws Exception {
    assertThat(Options.parse(List.of("--", "--rows")).logs).containsExactly(Path.of("--rows"));
  }

  @Test
  void unknownOption_isRefusedWithTheNearestOne() {
    assertThatThrownBy(() -> Options.parse(List.of("--fromat", "json")))
        .hasMessage("there is no option --fromat (did you mean '--format'?); see --help");
  }

  @Test
  void missingValue_isSaid() {
    assertThatThrownBy(() -> Options.parse(List.of("--by")))
        .hasMessageContaining("--by needs a value");
  }
}
