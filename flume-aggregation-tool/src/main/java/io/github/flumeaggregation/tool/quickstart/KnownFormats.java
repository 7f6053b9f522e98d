package io.github.flumeaggregation.tool.quickstart;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.tool.guess.GuessedFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The formats that {@code --format} knows by name, and which of them fits some lines. Each name
 * stands for a few variants, of which the lines decide.
 */
final class KnownFormats {
  private static final List<String> NAMES = Arrays.asList("combined", "common", "vhost", "json");

  private static final String NONE_FITS =
      "None of "
          + NAMES
          + " fits. If nginx or Apache writes\n"
          + "the log, give the string of its log_format or LogFormat as --format;\n"
          + "docs/formats.md has what else there is.";

  private static final String REQUEST = "[$time_local] \"$request\" $status $body_bytes_sent";
  private static final String AGENT = " \"$http_referer\" \"$http_user_agent\"";

  /** nginx writes the time of a request with three decimals; other numbers may mean anything. */
  private static final Pattern SECONDS_AT_END = Pattern.compile("\" [0-9]+[.][0-9]{3}\r?$");

  /** The second field of {@code combined} is the client's identity, never an address. */
  private static final Pattern HOST_AND_CLIENT =
      Pattern.compile("^\\S+ ([0-9]{1,3}([.][0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]+) ");

  private KnownFormats() {}

  /**
   * The format that is asked for, or if none is, the first of ours that at least half of the lines
   * are of, or what {@code guess} finds.
   *
   * @param asked what {@code --format} gives, null without it
   * @param sample lines of the logs
   * @throws QuickstartException if there is no such format, or few of the lines are of it: it then
   *     says which one fits
   */
  static LogFormat choose(@Nullable String asked, List<byte[]> sample) throws QuickstartException {
    return asked == null ? found(sample) : known(asked, sample);
  }

  private static LogFormat found(List<byte[]> sample) throws QuickstartException {
    String name = fitting("", sample);
    if (name != null) {
      return known(name, sample);
    }
    GuessedFormat guessed = GuessedFormat.of(sample);
    if (guessed != null) {
      return LogFormat.guessed(guessed);
    }
    throw new QuickstartException(
        "the first " + sample.size() + " lines are of no format that is known.\n" + NONE_FITS);
  }

  private static LogFormat known(String name, List<byte[]> sample) throws QuickstartException {
    LogFormat format = best(variants(name, sample), sample);
    int parsed = format == null ? 0 : format.parsed(sample);
    if (isPlain(name) && most(HOST_AND_CLIENT, sample)) {
      throw new QuickstartException(
          "the lines of the log begin with a virtual host.\n" + suggestion(name, sample));
    }
    if (format != null && parsed * 2 >= sample.size()) {
      return format;
    }
    throw new QuickstartException(
        "of the first "
            + sample.size()
            + " lines, "
            + parsed
            + " are of the format "
            + name
            + ".\n"
            + suggestion(name, sample));
  }

  private static boolean isPlain(String name) {
    return name.equals("combined") || name.equals("common");
  }

  private static String suggestion(String asked, List<byte[]> sample) throws QuickstartException {
    String name = fitting(asked, sample);
    LogFormat format = name == null ? null : best(variants(name, sample), sample);
    return format == null
        ? NONE_FITS
        : "--format " + name + " fits: " + format.parsed(sample) + " of them are of it.";
  }

  /** The first of our names, but for one, that at least half of the lines are of; or null. */
  private static @Nullable String fitting(String butFor, List<byte[]> sample)
      throws QuickstartException {
    boolean hasHosts = most(HOST_AND_CLIENT, sample);
    for (String name : NAMES) {
      boolean isOut = name.equals(butFor) || (hasHosts && isPlain(name));
      LogFormat format = isOut ? null : best(variants(name, sample), sample);
      if (format != null && format.parsed(sample) * 2 >= sample.size()) {
        return name;
      }
    }
    return null;
  }

  private static @Nullable LogFormat best(List<LogFormat> variants, List<byte[]> sample) {
    LogFormat best = null;
    for (LogFormat variant : variants) {
      if (best == null || variant.parsed(sample) > best.parsed(sample)) {
        best = variant;
      }
    }
    return best;
  }

  private static List<LogFormat> variants(String name, List<byte[]> sample)
      throws QuickstartException {
    switch (name) {
      case "combined":
        return most(SECONDS_AT_END, sample)
            ? nginx(name, "$remote_addr - $remote_user " + REQUEST + AGENT + " $request_time")
            : named(name);
      case "common":
        return named(name);
      case "vhost":
        return virtualHosts(sample);
      case "json":
        return JsonFormats.of(sample);
      default:
        return pattern(name);
    }
  }

  private static List<LogFormat> named(String name) {
    return Collections.singletonList(LogFormat.accessLog(name, LogFormat.settings("format", name)));
  }

  private static List<LogFormat> virtualHosts(List<byte[]> sample) {
    String end = most(SECONDS_AT_END, sample) ? " $request_time" : "";
    List<LogFormat> variants = new ArrayList<>();
    for (String host : Arrays.asList("$host:$server_port", "$host")) {
      String pattern = host + " $remote_addr - $remote_user " + REQUEST + AGENT + end;
      variants.addAll(nginx("vhost", pattern));
    }
    return variants;
  }

  private static boolean most(Pattern pattern, List<byte[]> sample) {
    long with =
        sample.stream()
            .map(line -> new String(line, StandardCharsets.ISO_8859_1))
            .filter(line -> pattern.matcher(line).find())
            .count();
    return with * 2 > sample.size();
  }

  private static List<LogFormat> nginx(String name, String pattern) {
    return Collections.singletonList(
        LogFormat.accessLog(
            name, LogFormat.settings("format", "nginx", "format.pattern", pattern)));
  }

  private static List<LogFormat> pattern(String text) throws QuickstartException {
    String server = text.contains("$") ? "nginx" : text.contains("%") ? "apache" : null;
    if (server == null) {
      throw new QuickstartException(
          "--format takes one of "
              + NAMES
              + ", or the string of a\n"
              + "log_format of nginx or a LogFormat of Apache, not '"
              + text
              + "'"
              + Suggestion.didYouMean(text, NAMES));
    }
    try {
      return Collections.singletonList(
          LogFormat.accessLog(
              "given", LogFormat.settings("format", server, "format.pattern", text)));
    } catch (SettingsException e) {
      throw new QuickstartException("--format: " + String.join("\n", e.faults()));
    }
  }
}
