package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.core.expression.Conditions;
import io.github.flumeaggregation.core.expression.ExpressionException;
import io.github.flumeaggregation.core.table.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Makes the format that a component's settings ask for. */
public final class Formats {
  private static final String DEFAULT = "combined";

  private Formats() {}

  /**
   * Reads {@code format}, {@code format.*}, {@code define.*} and {@code logUnparsed}; without them,
   * lines are in combined format.
   *
   * <p>Faults are noted in {@code settings}; the format returned then is one to go on with, so that
   * what depends on it can be read and its faults be found too.
   */
  public static Format read(Settings settings) {
    return read(settings, System::currentTimeMillis);
  }

  /** Likewise; {@code clock} tells in which year a line was read whose source does not say. */
  static Format read(Settings settings, LongSupplier clock) {
    return read(settings, clock, false, new Tables());
  }

  /**
   * Likewise, for who needs the time of each line, which {@code time} tells: that of the line, or
   * the event's {@code timestamp} header. It is a fault if the format is to give it and does not.
   *
   * @param tables in which expressions look values up
   */
  public static Format readWithTime(Settings settings, Tables tables) {
    String time = settings.oneOf("time", "record", "record", "header");
    Format format = read(settings, System::currentTimeMillis, time.equals("header"), tables);
    if (!format.givesTime()) {
      settings.fault(
          "format",
          "which field holds the time must be said by format.timeField, or the event's header be"
              + " taken by time = header");
    }
    return format;
  }

  private static Format read(
      Settings settings, LongSupplier clock, boolean timeOfHeader, Tables tables) {
    String name = settings.text("format", DEFAULT);
    FormatScope scope =
        new FormatScope(
            settings.under("format"), new FieldNumbers(), new ReadTime(clock), !name.contains(","));
    FormatPart lines = FormatFrame.read(scope, part(settings, name, scope));
    FormatPart part = timeOfHeader ? TimestampReader.part(lines) : lines;
    boolean asText = settings.oneOf("logUnparsed", "structure", "structure", "text").equals("text");
    UnparsedLines unparsed =
        new UnparsedLines(name, new LineShape(asText), new LikelyMistake(ownKeys(settings)));
    Settings define = settings.under("define");
    FieldFormat format = new FieldFormat(scope, part, definitions(define), tables, unparsed);
    format.faults().forEach(define::fault);
    return format;
  }

  private static Map<String, String> definitions(Settings define) {
    Map<String, String> definitions = new TreeMap<>();
    for (String key : define.keys()) {
      String text = define.text(key, "");
      definitions.put(key, text);
      suspicions(text).forEach(suspicion -> define.warn(key, suspicion));
    }
    return definitions;
  }

  private static List<String> suspicions(String text) {
    try {
      return Conditions.suspicions(text);
    } catch (ExpressionException e) {
      return Collections.emptyList(); // the fault is noted when it is compiled
    }
  }

  private static Map<String, String> ownKeys(Settings settings) {
    Map<String, String> own = new TreeMap<>();
    for (String key : settings.keys()) {
      if (key.equals("format") || key.startsWith("format.")) {
        own.put(key, settings.text(key, ""));
      }
    }
    return own;
  }

  private static FormatPart part(Settings settings, String names, FormatScope scope) {
    List<FormatPart> parts = new ArrayList<>();
    for (String name : names.split("\\s*,\\s*", -1)) {
      @Nullable FormatPart known = NamedFormats.part(name, scope);
      if (known == null) {
        settings.fault(
            "format",
            "allowed is one of "
                + String.join(", ", NamedFormats.names())
                + " (or several with commas between them, of which the first that fits reads a"
                + " line)"
                + Suggestion.didYouMean(name, NamedFormats.names()));
        settings.ignore("format.*");
        return afterFault(name, scope);
      }
      parts.add(known);
    }
    return parts.size() == 1 ? parts.get(0) : FirstFitting.part(parts);
  }

  /** The format that was probably meant if its fields are known, or one that has every field. */
  private static FormatPart afterFault(String given, FormatScope scope) {
    @Nullable String meant = Suggestion.nearest(given, Arrays.asList("common", "combined"));
    return meant == null ? JsonReader.afterFault(scope.numbers) : AccessLogFormats.combined(scope);
  }
}
