package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.T0;
import static io.github.flumeaggregation.window.row.Events.WALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.flumeaggregation.window.row.AvroRow;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What names a group in ids, keys, bodies and labels, whatever bytes are in its values. */
class GroupNamesTest {
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  /** Adds a line whose path is {@code path}, each of its characters being a byte. */
  private GroupNamesTest line(String path) {
    return line(path.getBytes(StandardCharsets.ISO_8859_1));
  }

  private GroupNamesTest line(byte[] path) {
    lines.writeBytes("%d\t".formatted(T0).getBytes(StandardCharsets.US_ASCII));
    lines.writeBytes(path);
    lines.write('\n');
    return this;
  }

  private List<OutboxRow> results(String... settings) {
    Map<String, String> all =
        Events.settings(
            "format", "delimited",
            "format.delimiter", "tab",
            "format.quote", "none",
            "format.columns", "t path",
            "format.timeField", "t",
            "format.timePattern", "epochMillis",
            "aggregations.traffic.groupBy", "path",
            "aggregations.traffic.compute", "count, last(path)");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    WindowEngine engine = new WindowEngine(Job.of("w", all));
    byte[] body = lines.toByteArray();
    long count = new String(body, StandardCharsets.ISO_8859_1).lines().count();
    engine.add(
        Map.of(
            "tail.file",
            "f",
            "tail.offset",
            "0",
            "tail.length",
            Integer.toString(body.length),
            "tail.lines",
            Long.toString(count)),
        Arrays.copyOf(body, body.length - 1),
        WALL);
    engine.channelIdle(WALL, Integer.MAX_VALUE);
    return engine.takeResults();
  }

  private static List<OutboxRow> rows(List<OutboxRow> results, String type) {
    return results.stream().filter(row -> row.headers().get("type").equals(type)).toList();
  }

  private static String path(OutboxRow row) {
    return Events.json(row).getAsJsonObject("group").get("path").getAsString();
  }

  @Test
  void bytesThatAreNoUtf8_makeRowsOfTheirOwn() throws CharacterCodingException {
    List<OutboxRow> rows = rows(line("/caf\u00e8").line("/caf\u00e9").results(), "row");

    assertThat(rows)
        .extracting(row -> row.headers().get("key"))
        .containsExactly("path=%2Fcaf%E8", "path=%2Fcaf%E9");
    assertThat(rows)
        .extracting(row -> row.headers().get("id").split("Z/")[2])
        .containsExactly("path=%2Fcaf%E8/1", "path=%2Fcaf%E9/1");
    assertThat(rows).extracting(GroupNamesTest::path).containsExactly("/caf\\xE8", "/caf\\xE9");
    for (OutboxRow row : rows) {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(row.body()));
      JsonObject values = Events.json(row).getAsJsonObject("values");
      assertThat(values.get("last(path)").getAsString()).isEqualTo(path(row));
      assertThat(AvroRow.of(row.headers(), row.body()).get("group"))
          .isEqualTo(Map.of("path", path(row)));
    }
  }

  @Test
  void randomBytes_haveAsManyIdsAndGroupsAsThereAreGroups() {
    Random random = new Random(3);
    String alphabet = "\\x5Ca\u00e9\u00c3\u00a9\u00ff%,=/";
    Set<String> paths = new HashSet<>(List.of("(other)", "%28other%29"));
    for (int i = 0; i < 3_000; i++) {
      StringBuilder path = new StringBuilder();
      for (int length = random.nextInt(6); length > 0; length--) {
        path.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      paths.add(path.toString());
    }
    paths.remove(""); // a missing field is "-"
    paths.forEach(this::line);

    List<OutboxRow> rows = rows(results(), "row");

    assertThat(rows).hasSize(paths.size());
    assertThat(rows.stream().map(row -> row.headers().get("id")).distinct()).hasSameSizeAs(paths);
    assertThat(rows.stream().map(row -> row.headers().get("key")).distinct()).hasSameSizeAs(paths);
    assertThat(rows.stream().map(GroupNamesTest::path).distinct()).hasSameSizeAs(paths);
  }

  @Test
  void valueThatIsOther_isAGroupLikeOthers_andToldFromTheRest() {
    List<OutboxRow> results =
        line("(other)")
            .line("(other)")
            .line("(other)")
            .line("/a")
            .line("/b")
            .results(
                "aggregations.traffic.top", "1 by count",
                "alerts", "any",
                "alerts.any.on", "traffic",
                "alerts.any.when", "count > 0",
                "alerts.any.maxAge", "off");

    List<OutboxRow> rows = rows(results, "row");
    assertThat(rows)
        .extracting(row -> row.headers().get("key"))
        .containsExactly("path=%28other%29", "path=(other)");
    assertThat(rows).extracting(row -> row.headers().get("id")).doesNotHaveDuplicates();
    assertThat(Events.json(rows.get(0)).has("other")).isFalse();
    assertThat(Events.json(rows.get(1)).get("other").getAsBoolean()).isTrue();
    assertThat(rows)
        .extracting(row -> AvroRow.of(row.headers(), row.body()).get("other"))
        .containsExactly(false, true);
    assertThat(rows(results, "alert"))
        .extracting(row -> row.headers().get("key"))
        .as("the group alerts, the rest never do")
        .containsExactly("path=%28other%29");
  }

  @Test
  void rowThatCouldLoseItsPlaceInTheTop_saysSoInJsonAndAvro_andSoDoTheBooks() {
    for (int i = 0; i < 20; i++) {
      line("/scan" + i);
    }

    List<OutboxRow> results =
        results("aggregations.traffic.top", "1 by count", "aggregations.traffic.maxGroups", "2");

    for (OutboxRow result : results) {
      boolean uncertain =
          result.headers().get("key").startsWith("path=%2Fscan")
              || "window".equals(text(result, "scope"));
      JsonObject json = Events.json(result);
      assertThat(json.has("certain")).isEqualTo(uncertain);
      assertThat(uncertain && json.get("certain").getAsBoolean()).isFalse();
      assertThat(AvroRow.of(result.headers(), result.body()).get("certain")).isEqualTo(!uncertain);
    }
    assertThat(results).filteredOn(result -> Events.json(result).has("certain")).hasSize(2);
  }

  private static String text(OutboxRow result, String key) {
    JsonObject json = Events.json(result);
    return json.has(key) ? json.get(key).getAsString() : "";
  }

  @Test
  void longValue_isCutBeforeTheCharacterThatWouldEndBeyond() {
    for (int before = 1_020; before <= 1_024; before++) {
      line(("x".repeat(before) + "😀" + "y".repeat(9)).getBytes(StandardCharsets.UTF_8));
    }

    List<OutboxRow> rows = rows(results(), "row");

    assertThat(rows)
        .extracting(GroupNamesTest::path)
        .containsExactlyInAnyOrder(
            "x".repeat(1_020) + "😀",
            "x".repeat(1_021),
            "x".repeat(1_022),
            "x".repeat(1_023),
            "x".repeat(1_024));
    assertThat(rows)
        .allSatisfy(
            row -> {
              String last =
                  Events.json(row).getAsJsonObject("values").get("last(path)").getAsString();
              assertThat(last).isEqualTo(path(row));
            });
  }

  @Test
  void charactersThatEndLinesForSomeReaders_areEscaped() {
    String path = "/a\u0085\u2028\u2029\u007f\u009b";
    OutboxRow row = rows(line(path.getBytes(StandardCharsets.UTF_8)).results(), "row").get(0);

    assertThat(Events.text(row)).contains("\"path\":\"/a\\u0085\\u2028\\u2029\\u007f\\u009b\"");
    assertThat(Events.text(row)).matches("\\p{ASCII}*");
    assertThat(path(row)).isEqualTo(path);
  }

  @Test
  void sampleOfAnAlert_showsBytesReversibly_andEndsWithAWholeCharacter() {
    byte[] path = ("\u00e8" + "x".repeat(984)).getBytes(StandardCharsets.ISO_8859_1);
    byte[] wide = "😀😀".getBytes(StandardCharsets.UTF_8);
    byte[] whole = Arrays.copyOf(path, path.length + wide.length);
    System.arraycopy(wide, 0, whole, path.length, wide.length);

    List<OutboxRow> results =
        line(whole)
            .results(
                "alerts", "any",
                "alerts.any.on", "traffic",
                "alerts.any.when", "count > 0",
                "alerts.any.samples", "1",
                "alerts.any.maxAge", "off");

    JsonObject alert = Events.alert(rows(results, "alert").get(0));
    assertThat(alert.getAsJsonObject("annotations").get("samples").getAsString())
        .startsWith("f:0: " + T0 + "\t\\xE8x")
        .endsWith("x");
  }
}
