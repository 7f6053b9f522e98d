package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.util.Map;

/** What the headers of events that were read from one file in one turn have in common. */
final class SharedHeaders {
  private final String file;
  private final String readAt;
  private final Map<String, String> constant;
  private final @Nullable String offsetHeader;

  /**
   * @param constant those that neither offset nor time change
   * @param offsetHeader one more header for the offset, or null for none
   */
  SharedHeaders(
      String file, String readAt, Map<String, String> constant, @Nullable String offsetHeader) {
    this.file = file;
    this.readAt = readAt;
    this.constant = constant;
    this.offsetHeader = offsetHeader;
  }

  /** Identity of the incarnation. */
  String file() {
    return file;
  }

  /** Wall clock of the read, epoch milliseconds, in decimal. */
  String readAt() {
    return readAt;
  }

  Map<String, String> constant() {
    return constant;
  }

  @Nullable
  String offsetHeader() {
    return offsetHeader;
  }
}
