package io.github.flumeaggregation.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.window.state.Outbox;
import java.io.File;
import org.junit.jupiter.api.Test;

class OutboxesTest {
  private static Outbox outbox() {
    return new Outbox(2, Long.MAX_VALUE, 0, rows -> {});
  }

  @Test
  void registry_findsByNameByStateDirectoryAndRefusesAmbiguity() {
    Outbox outbox = outbox();
    Outbox other = outbox();
    String sink = "OutboxesTest";
    Outboxes.register(new Outboxes.Address(sink, new File("/a")), outbox);
    Outboxes.register(new Outboxes.Address(sink, new File("/b")), other);
    try {
      assertThat(Outboxes.find(sink, new File("/a"))).isSameAs(outbox);
      assertThat(Outboxes.find(null, new File("/b"))).isSameAs(other);
      assertThat(Outboxes.find("another", null)).isNull();
      assertThatThrownBy(() -> Outboxes.find(sink, null))
          .hasMessageContaining("/a")
          .hasMessageContaining("/b")
          .hasMessageContaining("set stateDir");
    } finally {
      Outboxes.unregister(outbox);
      Outboxes.unregister(other);
    }
    assertThat(Outboxes.find(sink, null)).isNull();
  }
}
