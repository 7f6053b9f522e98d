package io.github.flumeaggregation.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartReportTest {
  @Test
  void heapOfFlumesOwnDefault_isTooSmall_withFigureFloorAndRemedy() {
    assertThat(StartReport.heapWarning(20L << 20))
        .contains(
            "is 20 MB",
            "at least 192 MB",
            "bin/flume-ng agent -Xmx512m -XX:+ExitOnOutOfMemoryError",
            "conf/flume-env.sh",
            "ignores JAVA_OPTS of the environment");
  }

  @Test
  void heapJustBelowTheFloor_isTooSmall() {
    assertThat(StartReport.heapWarning(StartReport.LEAST_HEAP_BYTES - 1)).isNotNull();
  }

  @Test
  void heapOfTheFloor_isEnough() {
    assertThat(StartReport.heapWarning(StartReport.LEAST_HEAP_BYTES)).isNull();
  }

  @Test
  void documentedHeap_isEnough_withTheShareThatACollectorKeepsForItself() {
    // A serial collector with -Xmx512m has 494 MiB to give.
    assertThat(StartReport.heapWarning(494L << 20)).isNull();
  }

  @Test
  void heapOfThisJvm_isJudgedByItsMaximum() {
    assertThat(StartReport.heapWarning())
        .isEqualTo(StartReport.heapWarning(Runtime.getRuntime().maxMemory()));
  }

  @Test
  void versionWithoutAJar_isUnknown() {
    assertThat(StartReport.version()).isEqualTo("unknown");
  }
}
