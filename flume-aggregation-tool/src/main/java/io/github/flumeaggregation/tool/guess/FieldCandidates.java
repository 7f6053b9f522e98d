package io.github.flumeaggregation.tool.guess;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.format.Formats;
import io.github.flumeaggregation.core.record.Record;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Candidates whose lines name their own fields: which of these is the time, and how it is written,
 * is found by trying.
 */
final class FieldCandidates {
  private static final int LINES_FOR_NAMES = 50;

  /** Time is no matter as long as only names are looked for. */
  private static final String NO_TIME = "time = header";

  private final Sample sample;
  private final List<Candidate> candidates = new ArrayList<>();

  private FieldCandidates(Sample sample) {
    this.sample = sample;
  }

  /** All that may fit the sample. */
  static List<Candidate> of(Sample sample) {
    FieldCandidates found = new FieldCandidates(sample);
    found.add(Candidate.of("JSON", "format", "json"));
    found.add(Candidate.of("logfmt", "format", "logfmt"));
    found.add(Candidate.of("LTSV", "format", "ltsv"));
    for (String delimiter : new String[] {"tab", ",", ";", "|"}) {
      found.addDelimited(delimiter);
    }
    return found.candidates;
  }

  private void addDelimited(String delimiter) {
    String text = delimiter.equals("tab") ? "\t" : delimiter;
    String[] columns = sample.first().split(java.util.regex.Pattern.quote(text), -1);
    Set<String> names = new LinkedHashSet<>();
    for (String column : columns) {
      String name = column.trim().replaceAll("^\"|\"$", "");
      if (!name.matches("[A-Za-z_][\\w .()-]*") || !names.add(name.replaceAll("[^\\w.-]+", "_"))) {
        return; // no line of names
      }
    }
    if (names.size() > 1) {
      add(
          Candidate.of(
              "columns, named in the first line",
              "format",
              "delimited",
              "format.delimiter",
              delimiter,
              "format.columns",
              String.join(", ", names)));
    }
  }

  private void add(Candidate bare) {
    for (String time : TimeNames.among(names(bare))) {
      for (String pattern : TimeNames.patterns()) {
        Map<String, String> settings = new LinkedHashMap<>(bare.settings());
        settings.put("format.timeField", time);
        if (!pattern.equals("iso")) {
          settings.put("format.timePattern", pattern);
        }
        candidates.add(new Candidate(bare.title(), settings));
      }
    }
  }

  private Set<String> names(Candidate bare) {
    Settings settings = Settings.of(NO_TIME, bare.settings());
    Format format = Formats.read(settings);
    Record record = format.newRecord();
    Set<String> names = new LinkedHashSet<>();
    for (byte[] line : sample.lines(LINES_FOR_NAMES)) {
      if (format.parse(line, 0, line.length, Collections.emptyMap(), record)) {
        format.addNames(line, 0, line.length, Collections.emptyMap(), names);
      }
    }
    return names;
  }
}
