package io.github.flumeaggregation.core.record;

import io.github.flumeaggregation.core.config.Suggestion;
import java.util.Collection;

/** A name that is not a field; the message names the nearest field and all that there are. */
public final class UnknownFieldException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** For {@code name}, where {@code known} are the fields that exist. */
  public UnknownFieldException(String name, Collection<String> known) {
    super(
        "unknown field '"
            + name
            + "'"
            + Suggestion.didYouMean(name, known)
            + "; fields are "
            + String.join(", ", known));
  }

  private UnknownFieldException(String message) {
    super(message);
  }

  /** For a name that is no field as {@code message} says. */
  public static UnknownFieldException because(String message) {
    return new UnknownFieldException(message);
  }
}
