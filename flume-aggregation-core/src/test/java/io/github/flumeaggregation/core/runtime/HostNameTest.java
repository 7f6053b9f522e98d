package io.github.flumeaggregation.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
  @Test
  void firstPlaceThatKnowsAName_isAskedAndNoOther() {
    assertThat(HostName.firstOwn(() -> "web1\n", () -> "other")).isEqualTo("web1");
    assertThat(HostName.firstOwn(() -> null, () -> "web2", () -> "dns")).isEqualTo("web2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "localhost", "localhost.localdomain\n", "(none)"})
  void nameThatEveryHostHas_isNone(String name) {
    assertThat(HostName.firstOwn(() -> name)).isNull();
    assertThat(HostName.firstOwn(() -> name, () -> "web1")).isEqualTo("web1");
  }
}
