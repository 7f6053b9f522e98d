package io.github.flumeaggregation.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each key that a part reads is on a page of its documentation and in a test. The keys are taken
 * from the source: the texts with which {@link Settings} are asked. So a key that is added and
 * forgotten in the documentation or in the tests fails the build.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationKeysTest {
  private static final Path ROOT = Path.of("..");

  /** The getters of {@link Settings}, and those who are given it with a key. */
  private static final Pattern READ =
      Pattern.compile(
          "\\b(?:text|required|words|distinctWords|names|integer|whole|flag|oneOf|durationMillis"
              + "|durationOrBareMillis|sizeBytes|has|fault|bytes"
              + "|read(?=\\(settings,)|split(?=\\(scope,))"
              + "\\(\\s*(?:settings,\\s*|scope,\\s*)?\"([a-zA-Z][a-zA-Z.]*[a-zA-Z])\"");

  /** Keys that the scan must find, or it has become blind for a part. */
  private static final Map<String, String> SOME_KEYS =
      Map.of(
          "flume-aggregation-core", "timePattern",
          "flume-tail-source", "partialLineTimeout",
          "flume-aggregation-interceptor", "dropUnparsed",
          "flume-window-sink", "noData");

  /** What those who read a configuration of a part look at. */
  private static final Map<String, List<String>> PAGES =
      Map.of(
          "flume-aggregation-core", List.of("formats.md", "aggregations.md", "window-sink.md"),
          "flume-tail-source", List.of("tail-source.md"),
          "flume-aggregation-interceptor", List.of("interceptor.md", "aggregations.md"),
          "flume-window-sink", List.of("window-sink.md", "alerts.md", "pipelines.md"));

  private String tests = "";

  static List<String> modules() {
    return PAGES.keySet().stream().sorted().toList();
  }

  @BeforeAll
  void readTests() {
    tests =
        modules().stream()
            .map(module -> text(sources(module, "test")))
            .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void eachKey_isDocumentedAndNamedInATest(String module) {
    Set<String> keys = keys(module);
    String pages =
        text(PAGES.get(module).stream().map(page -> ROOT.resolve("docs").resolve(page)).toList());
    Set<String> undocumented = new TreeSet<>(keys);
    undocumented.removeIf(key -> documented(key).matcher(pages).find());
    Set<String> untested = new TreeSet<>(keys);
    untested.removeIf(key -> named(key).matcher(tests).find());

    assertThat(keys).contains(SOME_KEYS.get(module));
    assertThat(undocumented).as("keys of %s not in %s", module, PAGES.get(module)).isEmpty();
    assertThat(untested).as("keys of %s in no test", module).isEmpty();
  }

  private static Set<String> keys(String module) {
    Set<String> keys = new TreeSet<>();
    for (Path source : sources(module, "main")) {
      String text = text(List.of(source));
      if (text.contains("ettings")) {
        READ.matcher(text).results().forEach(found -> keys.add(found.group(1)));
      }
    }
    return keys;
  }

  /** In the first column of a table, in backquotes, or before an equals sign. */
  private static Pattern documented(String key) {
    String word = "(?<![A-Za-z])" + Pattern.quote(key) + "(?![A-Za-z])";
    return Pattern.compile(
        "^\\|[^|\\n]*" + word + "|`[^`\\n]*" + word + "[^`\\n]*`|" + word + " *= ",
        Pattern.MULTILINE);
  }

  /**
   * As a text of its own, at the end of a longer key, or before an equals sign. What must stand
   * before it is asked for last: then few places of the megabytes of tests are looked at.
   */
  private static Pattern named(String key) {
    String quoted = Pattern.quote(key);
    return Pattern.compile(
        quoted
            + ("(?:(?<=\"(?:[\\w.-]{0,80}[.])?" + quoted + ")[\"= .]")
            + ("|(?<![A-Za-z]" + quoted + ") *= )"));
  }

  private static List<Path> sources(String module, String kind) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src").resolve(kind))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*[.](java|json|conf|txt|properties)"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(List<Path> files) {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      try {
        text.append(Files.readString(file)).append('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return text.toString();
  }
}
