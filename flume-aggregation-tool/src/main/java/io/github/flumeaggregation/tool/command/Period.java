package io.github.flumeaggregation.tool.command;

import io.github.flumeaggregation.core.Nullable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The windows that matter; to be mixed into a command. */
@Command // or picocli takes it for no mixin
public final class Period {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "only windows that begin then or later, such as 2026-05-17T00:00:00Z")
  private @Nullable Instant from = null;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "only windows that end then or earlier")
  private @Nullable Instant to = null;

  /** Whether a window lies in it. */
  public boolean contains(Instant start, Instant end) {
    return (from == null || !start.isBefore(from)) && (to == null || !end.isAfter(to));
  }

  /** Reads a time with its zone. */
  static final class TimeConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String value) {
      try {
        return Instant.parse(value);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'" + value + "': allowed is a time in UTC such as 2026-05-17T00:00:00Z");
      }
    }
  }
}
