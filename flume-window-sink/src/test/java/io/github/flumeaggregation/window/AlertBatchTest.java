package io.github.flumeaggregation.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlertBatchTest {
  private final AlertBatch batch = new AlertBatch(List.of(), 2);

  @Test
  void batchThatAllHaveFailedAt_isWithdrawnBeforeItsTakerKnows() throws Exception {
    batch.failedAt("a");
    batch.failedAt("a");
    assertThat(batch.isWithdrawn()).isFalse();
    batch.failedAt("b");
    assertThat(batch.isWithdrawn()).isTrue();
    batch.done(); // too late: its events come again
    assertThat(batch.awaitDone()).isFalse();
  }

  @Test
  void batchThatOneHasTaken_staysForTheOthersHoweverOftenTheyFail() throws Exception {
    batch.failedAt("a");
    batch.done();
    batch.failedAt("b");
    assertThat(batch.awaitDone()).isTrue();
    assertThat(batch.isWithdrawn()).isFalse();
  }
}
