package io.github.flumeaggregation.core.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.function.LineFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/aggregations.md says of each function of a line is what it yields. */
class FunctionsPageTest {
  private static final Path PAGE = Path.of("../docs/aggregations.md");
  private static final Pattern FUNCTION = Pattern.compile("(?<![/a-zA-Z])([a-zA-Z]+)\\(");
  private static final Pattern EXAMPLE =
      Pattern.compile("`([^`]+)` ((?:,? ?of `[^`]*` (?:is `[^`]*`|missing))+)");
  private static final Pattern VALUE = Pattern.compile("of `([^`]*)` (?:is `([^`]*)`|(missing))");
  private static final Pattern FIELD =
      Pattern.compile("\\b(agent|method|path|host|bytes|duration|referer|client|status)\\b(?![(])");

  private record Example(String expression, String of, @Nullable String value) {}

  private static List<String[]> rows() throws IOException {
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf("| function of a line |"));
    return table
        .substring(0, table.indexOf("\n\n"))
        .lines()
        .skip(2)
        .map(row -> row.substring(2, row.length() - 2).split(" [|] "))
        .toList();
  }

  private static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (String[] row : rows()) {
      Matcher found = EXAMPLE.matcher(row[2]);
      while (found.find()) {
        Matcher value = VALUE.matcher(found.group(2));
        while (value.find()) {
          examples.add(new Example(found.group(1), value.group(1), value.group(2)));
        }
      }
    }
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_yieldsWhatThePageSays(Example example) {
    byte @Nullable [] value = value(example);
    assertThat(value == null ? null : new String(value, UTF_8)).isEqualTo(example.value);
  }

  private static byte @Nullable [] value(Example example) {
    if (example.expression.contains("(time")) {
      return new Evaluator(example.expression).at(Instant.parse(example.of).toEpochMilli());
    }
    // Its one field, of whatever name, is the first of the line.
    Matcher field = FIELD.matcher(example.expression);
    assertThat(field.find()).as(example.expression).isTrue();
    String expression = field.replaceFirst("a");
    return new Evaluator(expression).at(Evaluator.NO_TIME, example.of.getBytes(UTF_8));
  }

  @Test
  void everyFunction_standsThereWithAnExample() throws IOException {
    Set<String> shown = new TreeSet<>();
    Set<String> tried = new TreeSet<>();
    for (String[] row : rows()) {
      addFunctions(row[0], shown);
    }
    examples().forEach(example -> addFunctions(example.expression, tried));
    tried.add("lookup"); // needs a file, and has a worked example of its own
    assertThat(shown).containsExactlyInAnyOrderElementsOf(LineFunction.names());
    assertThat(tried).containsExactlyInAnyOrderElementsOf(LineFunction.names());
  }

  private static void addFunctions(String text, Set<String> names) {
    FUNCTION.matcher(text).results().map(found -> found.group(1)).forEach(names::add);
  }
}
