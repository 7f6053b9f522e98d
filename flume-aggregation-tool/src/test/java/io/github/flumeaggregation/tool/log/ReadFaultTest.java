package io.github.flumeaggregation.tool.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ReadFaultTest {
  @Test
  void faultThatSaysTheFileAlone_isToldInWords() {
    assertThat(ReadFault.reason(new AccessDeniedException("a.log"))).isEqualTo("permission denied");
    assertThat(ReadFault.reason(new NoSuchFileException("a.log"))).isEqualTo("it is not there");
    assertThat(ReadFault.reason(new EOFException())).isEqualTo("it ends too early");
  }

  @Test
  void faultWithinAnother_isToldAsItself() {
    UncheckedIOException wrapped = new UncheckedIOException(new AccessDeniedException("a.log"));
    assertThat(ReadFault.reason(wrapped)).isEqualTo("permission denied");
  }

  @Test
  void otherFault_isToldByItsMessageOrItsKind() {
    assertThat(ReadFault.reason(new IOException("no space"))).isEqualTo("no space");
    assertThat(ReadFault.reason(new IOException())).isEqualTo("java.io.IOException");
  }
}
