package io.github.flumeaggregation.tool.guess;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.tool.log.ParsedLines;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of the lines of each case that core has, a guess reads as many as the case's own format. */
class GuessCasesTest {
  private static final Path CASES = Path.of("../flume-aggregation-core/src/test/resources/formats");

  /** Of these one line or more says too little, or means something only to who wrote it. */
  private static final Set<String> TOO_ODD =
      Set.of(
          "b09-json-bare-dash-by-log-format",
          "b10-log-format-double-quoted-pieces",
          "b22-xff-unquoted-before-blank",
          "b32-time-local-no-brackets",
          "c09-xff-unquoted-first",
          "c27-python-http-server",
          "c28-zone-name",
          "d06-log4j2-instant",
          "e05-cloudfront-regex-tab",
          "e09-tomcat-semicolon-clf-brackets",
          "e16-multi-char-delimiter",
          "e17-two-char-delimiter",
          "f03-uwsgi",
          "f18-bgl",
          "f29-go-std-iso-space-zone",
          "f33-cef",
          "g19-column-with-url",
          "g20-two-formats-in-one-file",
          "g26-key-value-other-signs",
          "g28-time-on-another-field",
          "g29-characters-by-number",
          "g36-months-written-otherwise",
          "g37-english-months-written-otherwise",
          "g39-apache-seconds-and-fraction",
          "g40-key-value-with-blanks");

  @Test
  void guess_readsAsManyLinesAsTheFormatOfTheCase() throws IOException {
    Set<String> worse = new TreeSet<>();
    try (Stream<Path> cases = Files.list(CASES)) {
      for (Path one : cases.filter(Files::isDirectory).toList()) {
        Sample sample = Sample.of(List.of(one.resolve("lines.log")));
        @Nullable Guess guess = sample.size() == 0 ? null : Guess.best(sample);
        if ((guess == null ? 0 : guess.parsed()) < parsed(one, sample)) {
          worse.add(one.getFileName().toString());
        }
      }
    }
    assertThat(worse).containsExactlyInAnyOrderElementsOf(TOO_ODD);
  }

  /** How many lines the format of the case reads; none if it is refused. */
  private static int parsed(Path one, Sample sample) throws IOException {
    try {
      ParsedLines lines = new ParsedLines(settings(one.resolve("settings.properties")));
      int parsed = 0;
      for (byte[] line : sample.lines()) {
        parsed += lines.parse(line, line.length) && lines.timeMillis() != null ? 1 : 0;
      }
      return parsed;
    } catch (SettingsException e) {
      return 0;
    }
  }

  private static Map<String, String> settings(Path conf) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(conf)) {
      properties.load(in);
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }
}
