package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/rows.md says of Hive, as far as it can be had without a cluster. */
class HivePageIT {
  private static final Pattern COLUMN = Pattern.compile("(?m)^  `?(\\w+)`? ([A-Z].*?),?$");

  @Test
  void statements_areHiveSql() throws Exception {
    RowsPage page = new RowsPage();
    try (Hive hive = Hive.load()) {
      for (int i = 0; i < 3; i++) {
        for (String statement : page.block("Hive", i).split(";\\s*\n?")) {
          hive.parse(statement);
        }
      }
      assertThatThrownBy(() -> hive.parse("CREATE TABLE t (group STRING)"))
          .as("a reserved word")
          .hasStackTraceContaining("cannot recognize input near 'group'");
    }
  }

  @Test
  void columns_areReadFromTheLinesDigitByDigit() throws Exception {
    RowsPage page = new RowsPage();
    List<String> names = new ArrayList<>();
    List<String> types = new ArrayList<>();
    Matcher column = COLUMN.matcher(page.block("Hive", 1));
    while (column.find()) {
      names.add(column.group(1));
      types.add(column.group(2).replaceAll("[` ]", "").toLowerCase(Locale.ROOT));
    }
    assertThat(names).contains("id", "window", "values", "retracted");
    try (Hive hive = Hive.load()) {
      for (String line : page.block("The lines", 0).split("\n")) {
        String read = hive.read(line, String.join(",", names), String.join(":", types));
        assertThat(text(read, names)).isEqualTo(text(line, names));
      }
    }
  }

  /** Columns as text: of values, Hive's are texts, and of books there is less. */
  private static String text(String line, List<String> names) {
    JsonObject row = JsonParser.parseString(line).getAsJsonObject();
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      boolean isThere = row.has(name) && !row.get(name).isJsonNull();
      text.append(isThere ? row.get(name).toString().replace("\"", "") : "nothing").append('|');
    }
    return text.toString();
  }
}
