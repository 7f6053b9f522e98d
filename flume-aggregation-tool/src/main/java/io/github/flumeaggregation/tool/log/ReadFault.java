package io.github.flumeaggregation.tool.log;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be read, for people: the system's own exceptions often say its name alone. */
public final class ReadFault {
  private ReadFault() {}

  /** Such as {@code permission denied}. */
  public static String reason(Exception fault) {
    if (fault instanceof UncheckedIOException && fault.getCause() instanceof IOException) {
      return reason((IOException) fault.getCause());
    }
    if (fault instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (fault instanceof NoSuchFileException) {
      return "it is not there";
    }
    if (fault instanceof EOFException) {
      return "it ends too early";
    }
    return fault.getMessage() == null ? fault.toString() : fault.getMessage();
  }
}
