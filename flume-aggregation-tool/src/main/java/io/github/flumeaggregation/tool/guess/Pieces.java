package io.github.flumeaggregation.tool.guess;

import io.github.flumeaggregation.core.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of blank-separated words, some of them in quotes or brackets, as a server writes them whose
 * pattern is not known: the pattern is put together from what the pieces of a line look like. A
 * piece that looks like nothing in particular is called by its place, as {@code $field_7}.
 */
final class Pieces {
  /** Of so many lines each shape is tried, since the first line may be an odd one. */
  private static final int LINES = 20;

  private static final int MOST_PIECES = 60;

  private static final Pattern PIECE =
      Pattern.compile("\\[([^\\]]*)\\]|\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|(\\S+)|([ \\t]+)");

  /** What a piece looks like, and the variable that it then is, the first that fits and is free. */
  private static final Map<Pattern, String> LOOKS = looks();

  private final StringBuilder pattern = new StringBuilder();
  private final Set<String> taken = new HashSet<>();
  private int pieces;

  private Pieces() {}

  private static Map<Pattern, String> looks() {
    Map<Pattern, String> looks = new LinkedHashMap<>();
    String date = "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]{8}";
    looks.put(Pattern.compile("[0-9]{1,2}/[A-Za-z]{3}/[0-9]{4}:[0-9:]{8}.*"), "time_local");
    looks.put(Pattern.compile(date + ".*"), "time_iso8601");
    looks.put(Pattern.compile("[0-9]{10}[.][0-9]{3}"), "msec");
    looks.put(Pattern.compile("[A-Z]{3,9} \\S.* HTTP/[0-9.]+"), "request");
    looks.put(Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F]*:[0-9a-fA-F:.]+"), "remote_addr");
    looks.put(
        Pattern.compile("(GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|CONNECT)"), "request_method");
    looks.put(Pattern.compile("/\\S*"), "request_uri");
    looks.put(Pattern.compile("HTTP/[0-9.]+"), "server_protocol");
    looks.put(Pattern.compile("[1-5][0-9]{2}"), "status");
    looks.put(Pattern.compile("[0-9]+"), "body_bytes_sent");
    looks.put(Pattern.compile("[0-9]+[.][0-9]{3}"), "request_time");
    looks.put(Pattern.compile("https?://.*"), "http_referer");
    looks.put(Pattern.compile("[A-Za-z]+/[0-9.]+.*"), "http_user_agent");
    looks.put(Pattern.compile("([a-zA-Z0-9-]+[.])+[a-zA-Z]{2,}"), "host");
    return Collections.unmodifiableMap(looks);
  }

  /** One for each shape among the first lines. */
  static List<Candidate> candidates(Sample sample) {
    Set<String> patterns = new LinkedHashSet<>();
    for (byte[] line : sample.lines(LINES)) {
      @Nullable String pattern = new Pieces().of(new String(line, StandardCharsets.UTF_8));
      if (pattern != null) {
        patterns.add(pattern);
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    for (String pattern : patterns) {
      candidates.add(
          Candidate.of(
              "an access log of a pattern of its own",
              "format",
              "nginx",
              "format.pattern",
              pattern));
    }
    return candidates;
  }

  /** The pattern of a line; null if it has no time that is known by its looks, or is too long. */
  private @Nullable String of(String line) {
    Matcher piece = PIECE.matcher(line);
    while (piece.find() && pieces < MOST_PIECES) {
      if (piece.group(4) != null) {
        pattern.append(piece.group(4));
      } else {
        add(piece);
      }
    }
    boolean hasTime =
        taken.contains("time_local") || taken.contains("time_iso8601") || taken.contains("msec");
    return hasTime && pieces > 2 && pieces < MOST_PIECES ? pattern.toString() : null;
  }

  private void add(Matcher piece) {
    pieces++;
    if (piece.group(1) != null) {
      pattern.append('[').append(variable(piece.group(1))).append(']');
    } else if (piece.group(2) != null) {
      pattern.append('"').append(variable(piece.group(2))).append('"');
    } else {
      pattern.append(variable(piece.group(3)));
    }
  }

  private String variable(String text) {
    for (Map.Entry<Pattern, String> look : LOOKS.entrySet()) {
      if (look.getKey().matcher(text).matches() && taken.add(look.getValue())) {
        return "$" + look.getValue();
      }
    }
    return "$field_" + pieces;
  }
}
