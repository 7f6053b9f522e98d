package io.github.flumeaggregation.tool.guess;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.tool.log.ParsedLines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A candidate, and how well it fits. */
final class Guess {
  private static final int SHOWN_LINES = 3;

  /** Before all recipes: of candidates that fit alike, the first one is taken. */
  private static final List<Candidate> PLAIN =
      Arrays.asList(
          Candidate.of("the access log of nginx and Apache", "format", "combined"),
          Candidate.of(
              "nginx, with the time that requests took",
              "format",
              "nginx",
              "format.pattern",
              "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
                  + " \"$http_referer\" \"$http_user_agent\" $request_time"),
          Candidate.of("an access log of the common format", "format", "common"));

  private final Candidate candidate;
  private final int lines;
  private final int parsed;
  private final int fields;
  private final List<Map<String, String>> shown;

  private Guess(
      Candidate candidate, int lines, int parsed, int fields, List<Map<String, String>> shown) {
    this.candidate = candidate;
    this.lines = lines;
    this.parsed = parsed;
    this.fields = fields;
    this.shown = shown;
  }

  /** The best one for the sample; null if no line is of any format that is known. */
  static @Nullable Guess best(Sample sample) {
    List<Candidate> candidates = new ArrayList<>(PLAIN);
    candidates.addAll(Recipes.all());
    candidates.addAll(FieldCandidates.of(sample));
    candidates.addAll(Pieces.candidates(sample));
    candidates.addAll(TimeFirst.candidates());
    Guess best = null;
    for (Candidate candidate : candidates) {
      @Nullable Guess guess = of(candidate, sample);
      if (guess != null && (best == null || guess.isBetterThan(best))) {
        best = guess;
      }
    }
    return best;
  }

  private boolean isBetterThan(Guess other) {
    // A few lines of another kind are no reason to take a format that says less of the others.
    return parsed != other.parsed ? parsed > other.parsed : fields > other.fields;
  }

  private static @Nullable Guess of(Candidate candidate, Sample sample) {
    ParsedLines lines;
    try {
      lines = new ParsedLines(candidate.settings());
    } catch (SettingsException e) {
      return null; // a candidate made of the sample's names
    }
    int counted = 0;
    int parsed = 0;
    int fields = 0;
    List<Map<String, String>> shown = new ArrayList<>();
    for (byte[] line : sample.lines()) {
      counted += line[0] == '#' ? 0 : 1;
      if (lines.parse(line, line.length) && lines.timeMillis() != null) {
        parsed++;
        if (!Plausibility.of(candidate, lines.fields())) {
          return null;
        }
        fields += shown.size() < SHOWN_LINES ? lines.fields().size() : 0;
        if (shown.size() < SHOWN_LINES) {
          shown.add(lines.fields());
        }
      }
    }
    return parsed == 0 ? null : new Guess(candidate, counted, parsed, fields, shown);
  }

  Candidate candidate() {
    return candidate;
  }

  /** How many lines were looked at, without comments. */
  int lines() {
    return lines;
  }

  /** How many of them are of the format. */
  int parsed() {
    return parsed;
  }

  /** The values that each field has in some lines. */
  Map<String, Set<String>> values(List<byte[]> of) {
    ParsedLines reader = new ParsedLines(candidate.settings());
    Map<String, Set<String>> values = new LinkedHashMap<>();
    for (byte[] line : of) {
      if (reader.parse(line, line.length)) {
        reader
            .fields()
            .forEach(
                (field, value) ->
                    values.computeIfAbsent(field, name -> new HashSet<>()).add(value));
      }
    }
    return values;
  }

  /** The fields of the first few of them. */
  List<Map<String, String>> shown() {
    return shown;
  }
}
