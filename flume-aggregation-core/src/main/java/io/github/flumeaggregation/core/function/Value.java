package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.Nullable;
import java.util.Objects;

/** What a part of an expression yields: a text, a number, either, or nothing at all. */
public final class Value {
  private static final Textual NO_TEXT = record -> null;
  private static final Numeric NO_NUMBER = record -> null;

  private final @Nullable Textual text;
  private final @Nullable Numeric number;

  /** At least one is null but for a field of which nothing is known; both are for nothing. */
  public Value(@Nullable Textual text, @Nullable Numeric number) {
    this.text = text;
    this.number = number;
  }

  boolean isNothing() {
    return text == null && number == null;
  }

  /** It as a text; null if it is none. */
  @Nullable
  Textual text() {
    return isNothing() ? NO_TEXT : text;
  }

  /** It as a text, a number as it is written. */
  Textual asText() {
    @Nullable Textual own = text();
    @Nullable Numeric digits = number();
    return own != null || digits == null ? Objects.requireNonNull(own) : TextFunctions.text(digits);
  }

  /** It as a number; null if it is none. */
  @Nullable
  Numeric number() {
    return isNothing() ? NO_NUMBER : number;
  }
}
