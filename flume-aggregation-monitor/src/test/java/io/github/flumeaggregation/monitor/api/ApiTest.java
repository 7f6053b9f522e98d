package io.github.flumeaggregation.monitor.api;

import static io.github.flumeaggregation.monitor.RealComponents.line;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.flumeaggregation.core.live.LiveFacts;
import io.github.flumeaggregation.core.live.LiveFrame;
import io.github.flumeaggregation.core.live.LiveRow;
import io.github.flumeaggregation.core.live.LiveShape;
import io.github.flumeaggregation.core.live.LiveWindow;
import io.github.flumeaggregation.core.live.LiveWindows;
import io.github.flumeaggregation.monitor.RealComponents;
import io.github.flumeaggregation.monitor.metrics.ComponentReader;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real components show, and what the documentation says of it. */
class ApiTest {
  @TempDir static Path dir;
  private static JsonObject status;
  private static JsonObject windows;
  private static String statusText;

  @BeforeAll
  static void lookAtRealComponents() throws Exception {
    LiveWindows.keep(100);
    Files.createDirectories(dir.resolve("logs"));
    Files.writeString(dir.resolve("logs/a.log"), "not ended yet");
    try (RealComponents agent = new RealComponents(dir);
        ComponentReader reader = new ComponentReader(ManagementFactory.getPlatformMBeanServer())) {
      agent.take(
          line("ann", "10:00:00", "GET /a HTTP/1.1", 10),
          "Secret-7 <of> somebody",
          line("ann", "10:00:01", "GET /b HTTP/1.1", 20),
          line("<script>", "10:00:02", "GET /a HTTP/1.1", 5),
          line("ann", "10:02:00", "GET /a HTTP/1.1", 1));
      await().until(() -> shows(LiveFacts.FILES, "log"));
      await().until(() -> shows(LiveFacts.ALERTS, "windows"));
      statusText = new String(StatusPage.write(reader.look(), 1_000), UTF_8);
      status = JsonParser.parseString(statusText).getAsJsonObject();
      windows = parse(WindowsPage.write(LiveWindows.changedAfter(0)));
    }
  }

  private static boolean shows(LiveFacts<?> kind, String component) {
    LiveFacts.Shown<?> shown = kind.all().get(component);
    return shown != null && !shown.facts().isEmpty();
  }

  @AfterAll
  static void stopWatching() {
    LiveWindows.keep(0);
  }

  private static JsonObject parse(byte[] page) {
    return JsonParser.parseString(new String(page, UTF_8)).getAsJsonObject();
  }

  private static JsonObject first(JsonElement page, String array) {
    return page.getAsJsonObject().getAsJsonArray(array).get(0).getAsJsonObject();
  }

  @Test
  void components_haveTheirNumbersByTheNamesOfTheirBeans() {
    Map<String, JsonObject> byName = new HashMap<>();
    for (JsonElement component : status.getAsJsonArray("components")) {
      JsonObject each = component.getAsJsonObject();
      String name = each.get("type").getAsString() + ' ' + each.get("name").getAsString();
      byName.put(name, each.getAsJsonObject("numbers"));
    }
    assertThat(byName.get("channel lines").get("EventPutSuccessCount").getAsLong()).isEqualTo(5);
    assertThat(byName.get("sink windows").get("LinesCounted").getAsLong()).isEqualTo(4);
    assertThat(byName.get("sink windows").get("LinesUnparsed").getAsLong()).isEqualTo(1);
    assertThat(byName.get("source log").has("BytesBehind")).isTrue();
    assertThat(byName.get("interceptor live").keySet()).noneMatch(name -> name.contains("."));
  }

  @Test
  void files_sayHowFarTheyAreRead() {
    JsonObject file = first(status, "files");
    assertThat(file.get("source").getAsString()).isEqualTo("log");
    assertThat(file.get("path").getAsString()).endsWith("logs/a.log");
    assertThat(status.get("filesLeftOut").getAsInt()).isZero();
  }

  @Test
  void alertThatFires_hasItsAnnotations_andALineOnlySinceSamplesAsksForIt() {
    JsonObject alert = first(status, "alerts");
    assertThat(alert.get("name").getAsString()).isEqualTo("busy");
    assertThat(alert.getAsJsonObject("group").get("user").getAsString()).isEqualTo("ann");
    assertThat(alert.get("startsAtMillis").getAsLong()).isEqualTo(1_431_856_860_000L);
    assertThat(alert.getAsJsonObject("labels").get("alertname").getAsString()).isEqualTo("busy");
    JsonObject annotations = alert.getAsJsonObject("annotations");
    assertThat(annotations.get("value").getAsString()).startsWith("count = 2");
    assertThat(annotations.get("samples").getAsString()).contains("GET /a HTTP/1.1");
  }

  @Test
  void unparsedLine_showsItsStructureAlone() {
    JsonObject unparsed = first(status, "unparsed");
    assertThat(unparsed.get("sink").getAsString()).isEqualTo("windows");
    assertThat(unparsed.get("shape").getAsString()).isEqualTo("Aa-9 <a> a");
    assertThat(statusText).doesNotContain("Secret", "somebody", "<", ">");
  }

  @Test
  void windows_haveTheirRowsAndBooks() {
    JsonObject aggregation = first(windows, "aggregations");
    assertThat(aggregation.get("aggregation").getAsString()).isEqualTo("traffic");
    assertThat(aggregation.getAsJsonArray("groupBy").toString()).isEqualTo("[\"user\",\"method\"]");
    JsonObject window = first(aggregation, "windows");
    assertThat(window.get("endMillis").getAsLong()).isEqualTo(1_431_856_860_000L);
    assertThat(window.get("aggregated").getAsLong()).isEqualTo(3);
    assertThat(window.getAsJsonArray("rows"))
        .extracting(
            row -> row.getAsJsonObject().get("group") + "" + row.getAsJsonObject().get("values"))
        .containsExactly("[\"ann\",\"GET\"][2,15,\"/a\"]", "[\"<script>\",\"GET\"][1,5,\"/a\"]");
  }

  @Test
  void whoHasSeenAll_getsTheAggregationsWithoutWindows() {
    JsonObject news = parse(WindowsPage.write(LiveWindows.changedAfter(Long.MAX_VALUE)));
    assertThat(news.get("through").getAsLong()).isNotNegative();
    news.getAsJsonArray("aggregations")
        .forEach(each -> assertThat(each.getAsJsonObject().getAsJsonArray("windows")).isEmpty());
  }

  @Test
  void numbers_haveTheDigitsOfTheRow() {
    LiveShape shape = new LiveShape("digits", "a", List.of("g"), List.of("x"));
    BigDecimal large = new BigDecimal("123456789012345678901234567890.10");
    List<LiveRow> rows =
        List.of(
            new LiveRow(List.of("1"), false, List.of(large)),
            new LiveRow(List.of("2"), false, List.of(new BigDecimal("1E-10"))),
            new LiveRow(List.of("3"), true, Arrays.asList((Object) null)));
    LiveWindows.closed(new LiveWindow(shape, new LiveFrame(0, 60_000, 3, 2, 1), rows, 4));
    String page = new String(WindowsPage.write(LiveWindows.changedAfter(0)), UTF_8);
    LiveWindows.forget("digits");
    assertThat(page)
        .contains("\"aggregated\":3,\"filtered\":2,\"late\":1")
        .contains("\"values\":[123456789012345678901234567890.1]", "\"values\":[0.0000000001]")
        .contains("{\"group\":[\"3\"],\"other\":true,\"values\":[null]}],\"rowsLeftOut\":4");
  }

  // --- the documentation ---

  /** Fields as the documentation writes them: {@code files[].path}. */
  private static Set<String> fields(JsonElement of, String path) {
    Set<String> fields = new TreeSet<>();
    if (of.isJsonArray()) {
      JsonArray array = of.getAsJsonArray();
      array.forEach(each -> fields.addAll(fields(each, path + "[]")));
    } else if (of.isJsonObject() && !isByName(path)) {
      of.getAsJsonObject()
          .entrySet()
          .forEach(
              field -> {
                String name = path.isEmpty() ? field.getKey() : path + '.' + field.getKey();
                Set<String> within = fields(field.getValue(), name);
                fields.addAll(within.isEmpty() ? Set.of(name) : within);
              });
    }
    return fields;
  }

  /** Whether what is in it is named by the configuration, or by somebody's bean. */
  private static boolean isByName(String path) {
    return Set.of(
            "components[].numbers", "alerts[].group", "alerts[].labels", "alerts[].annotations")
        .contains(path);
  }

  private static Set<String> documented(String page) throws Exception {
    String text = Files.readString(Path.of("..", "docs", "monitoring.md"));
    int from = text.indexOf("#### `" + page + "`");
    assertThat(from).as(page).isPositive();
    int to = text.indexOf("\n#", from + 1);
    return Pattern.compile("(?m)^\\| `([^`]+)` \\|")
        .matcher(text.substring(from, to < 0 ? text.length() : to))
        .results()
        .map(field -> field.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void documentation_hasTheFieldsOfTheStatus_andNoOther() throws Exception {
    Set<String> served = fields(status, "");
    served.add("agent.notReady");
    assertThat(documented(StatusPage.PATH)).isEqualTo(served);
  }

  @Test
  void documentation_hasTheFieldsOfTheWindows_andNoOther() throws Exception {
    Set<String> served = fields(windows, "");
    served.add("aggregations[].windows[].rows[].other");
    assertThat(documented(WindowsPage.PATH)).isEqualTo(served);
  }
}
