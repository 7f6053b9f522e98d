package io.github.flumeaggregation.tail.position;

import java.io.IOException;

/** What lies in the file are no lines, and is not made into any. */
public final class RefusedFormatException extends IOException {
  private static final long serialVersionUID = 1;

  RefusedFormatException(String format) {
    super(
        "it is compressed with "
            + format
            + ", of which nothing can be read here: gzip can, or leave such files out of the pattern");
  }
}
