package io.github.flumeaggregation.window.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Outbox outbox = outbox();

  private static Outbox outbox() {
    Outbox[] made = new Outbox[1];
    made[0] = new Outbox(2, Long.MAX_VALUE, 0, count -> made[0].remove(count));
    return made[0];
  }

  private static OutboxRow row(int number) {
    return new OutboxRow(Map.of("id", Integer.toString(number)), new byte[0]);
  }

  @Test
  void peek_givesTheSameRowsUntilTheyAreAcknowledged() throws InterruptedException {
    OutboxRow first = row(1);
    OutboxRow second = row(2);
    outbox.add(List.of(first, second));

    assertThat(outbox.peek(1, 0)).containsExactly(first);
    assertThat(outbox.peek(1, 0)).containsExactly(first);
    outbox.acknowledge(1);
    assertThat(outbox.peek(10, 0)).containsExactly(second);
  }

  @Test
  void fullOutbox_saysSoAndTakesTheRowsOfTheLastBatchAllTheSame() throws InterruptedException {
    outbox.add(List.of(row(1), row(2), row(3)));

    assertThat(outbox.isFull()).isTrue();
    assertThat(outbox.awaitRoom(0)).isFalse();
    assertThat(outbox.size()).isEqualTo(3);
    outbox.acknowledge(2);
    assertThat(outbox.awaitRoom(0)).isTrue();
  }

  @Test
  void secondReader_isRefusedUntilTheFirstReleases() {
    Object first = new Object();
    Object second = new Object();

    assertThat(outbox.claim(first)).isTrue();
    assertThat(outbox.claim(first)).isTrue();
    assertThat(outbox.claim(second)).isFalse();
    outbox.release(second);
    assertThat(outbox.claim(second)).isFalse();
    outbox.release(first);
    assertThat(outbox.claim(second)).isTrue();
  }

  @Test
  void rowsBeyondTheBoundInBytes_fillTheOutboxTheSameWay() {
    OutboxRow large = new OutboxRow(java.util.Map.of("id", "a"), new byte[1_000]);
    Outbox bounded = new Outbox(1_000, 11_000, 0, count -> {});
    assertThat(bounded.room()).isEqualTo(1_000);

    bounded.add(java.util.Collections.nCopies(5, large));
    assertThat(bounded.room()).isEqualTo(4);
    bounded.add(java.util.Collections.nCopies(5, large));
    assertThat(bounded.isFull()).isTrue();

    bounded.remove(9);
    assertThat(bounded.isFull()).isFalse();
  }
}
