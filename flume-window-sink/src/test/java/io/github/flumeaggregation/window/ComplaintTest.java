package io.github.flumeaggregation.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ComplaintTest {
  private long nanos;
  private final Complaint complaint = new Complaint(() -> nanos);

  @Test
  void sameFault_isSaidOnceAndAgainAfterTenMinutes() {
    assertThat(complaint.isDue("full")).isTrue();
    for (int minute = 1; minute < 10; minute++) {
      nanos = TimeUnit.MINUTES.toNanos(minute);
      assertThat(complaint.isDue("full")).isFalse();
    }
    nanos = TimeUnit.MINUTES.toNanos(10);
    assertThat(complaint.isDue("full")).isTrue();
    assertThat(complaint.isDue("full")).isFalse();
  }

  @Test
  void anotherFault_orTheSameAfterItWasOver_isSaidAtOnce() {
    assertThat(complaint.isDue("full")).isTrue();
    assertThat(complaint.isDue("read-only")).isTrue();
    complaint.clear();
    assertThat(complaint.isDue("read-only")).isTrue();
  }
}
