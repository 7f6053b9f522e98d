package io.github.flumeaggregation.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.expression.ColumnFields;
import io.github.flumeaggregation.core.expression.ComputeList;
import io.github.flumeaggregation.core.expression.Conditions;
import io.github.flumeaggregation.core.record.Record;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that are looked up in tables, as expressions over lines. */
class LookupTest {
  private static final String LINE =
      "10.1.2.3 - - [17/May/2026:10:05:03 +0000] \"GET /a HTTP/1.1\" 404 80";

  @TempDir Path dir;
  private Path offices;
  private Path statuses;

  @BeforeEach
  void writeTables() throws IOException {
    offices =
        Files.writeString(
            dir.resolve("offices.csv"), "cidr,office\n10.0.0.0/8,all\n10.1.0.0/16,Berlin\n");
    statuses = Files.writeString(dir.resolve("s.csv"), "status,weight\n404,2.5\n500,many\n");
  }

  private Format format(String... definitions) {
    Map<String, String> values = new java.util.HashMap<>(Map.of("format", "common"));
    for (int i = 0; i < definitions.length; i += 2) {
      values.put("define." + definitions[i], definitions[i + 1]);
    }
    Settings settings = Settings.of("test", values);
    Format format = Formats.read(settings);
    settings.finish();
    return format;
  }

  private static String value(Format format, String name) {
    int index = format.fields().index(name);
    Record record = format.newRecord();
    byte[] line = LINE.getBytes(StandardCharsets.UTF_8);
    assertThat(format.parse(line, 0, line.length, Map.of(), record)).isTrue();
    return record.text(index) == null ? null : record.text(index).toString();
  }

  private static String lookup(String key, Path file, String column) {
    return "lookup(" + key + ", \"" + file + "\", \"" + column + "\")";
  }

  @Test
  void values_areFoundByTextsNumbersAndAddresses() {
    Format format =
        format(
            "office", lookup("client", offices, "office"),
            "network", lookup("client", offices, "cidr"),
            "weight", lookup("status", statuses, "weight"),
            "twice", "number(" + lookup("status", statuses, "weight") + ") * 2",
            "none", lookup("path", statuses, "weight"),
            "other", "coalesce(" + lookup("path", statuses, "weight") + ", \"unknown\")",
            "missing", lookup("param(query, \"q\")", statuses, "weight"));

    assertThat(value(format, "office")).isEqualTo("Berlin");
    assertThat(value(format, "network")).isEqualTo("10.1.0.0/16");
    assertThat(value(format, "weight")).isEqualTo("2.5");
    assertThat(value(format, "twice")).isEqualTo("5");
    assertThat(value(format, "none")).isNull();
    assertThat(value(format, "other")).isEqualTo("unknown");
    assertThat(value(format, "missing")).isNull();
  }

  @Test
  void tablesThatAnExpressionUses_areKnown_throughDefinitionsToo() {
    Format format =
        format(
            "office", lookup("client", offices, "office"),
            "upper", "upper(office)",
            "weight", lookup("status", statuses, "weight"));

    assertThat(format.fields().tablesIn("upper")).containsOnlyKeys(offices.toString());
    assertThat(format.fields().tablesIn("weight == office"))
        .containsOnlyKeys(offices.toString(), statuses.toString());
    assertThat(format.fields().tablesIn("path == \"" + offices + "\"")).isEmpty();
    assertThat(format.fields().tablesIn("path")).isEmpty();
  }

  @Test
  void fault_isReportedAtItsColumn() {
    assertThatThrownBy(() -> format("a", "lookup(path, \"" + dir + "/gone.csv\", \"x\")"))
        .hasMessageContaining("define.a")
        .hasMessageContaining("column 14 of ")
        .hasMessageContaining("there is no file " + dir + "/gone.csv");
    assertThatThrownBy(() -> format("a", lookup("client", offices, "ofice")))
        .hasMessageContaining("has no column 'ofice' (did you mean 'office'?)")
        .hasMessageContaining("columns are cidr, office")
        .hasMessageContaining("write lookup(key, \"file.csv\", \"column\")");
    assertThatThrownBy(() -> format("a", "lookup(client, path, \"x\")"))
        .hasMessageContaining("takes the \"name\" of a file in double quotes here, not 'path'");
    assertThatThrownBy(() -> format("a", "lookup(client)"))
        .hasMessageContaining("too little for 'lookup'");
  }

  @Test
  void conditionOverColumns_hasNoTables() {
    ColumnFields columns = new ColumnFields(ComputeList.parse("count", format().fields()));
    assertThatThrownBy(
            () -> Conditions.compile(lookup("count", statuses, "weight") + " == \"1\"", columns))
        .hasMessageContaining("values are looked up for lines, and here are none");
  }
}
