package io.github.flumeaggregation.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListTextTest {
  @Test
  void blanksAndCommas_divideItems() {
    assertThat(ListText.items(" status,method  path ,"))
        .containsExactly("status", "method", "path");
    assertThat(ListText.items("")).isEmpty();
  }

  @Test
  void callsAndTexts_areNotDivided() {
    assertThat(ListText.items("t.count(path in (\"a, b)\", \"c\")) t.avg(bytes)"))
        .containsExactly("t.count(path in (\"a, b)\", \"c\"))", "t.avg(bytes)");
  }

  @Test
  void unbalancedItem_endsWithTheText() {
    assertThat(ListText.items("a (b, c")).containsExactly("a", "(b, c");
  }
}
