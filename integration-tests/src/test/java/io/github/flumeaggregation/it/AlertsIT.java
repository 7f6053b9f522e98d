package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example with alerts, on a log of the last twenty minutes: by a stock multiplexing selector
 * and a stock HTTP sink exactly the expected notifications arrive, {@code kill -9} in between.
 */
class AlertsIT {
  private static final int MINUTES = 20;
  private static final int LINES_A_MINUTE = 150;
  private static final int LINES_A_QUIET_MINUTE = 30;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Instant base =
      Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(MINUTES, ChronoUnit.MINUTES);

  @TempDir Path dir;

  @Test
  @Tag("versions")
  void alerts_reachAnHttpReceiverAndARestartRepeatsNone() throws Exception {
    Path log = Files.createDirectories(dir.resolve("var/log/nginx")).resolve("access.log");
    Files.createDirectories(dir.resolve("var/lib/flume/rows"));
    Files.write(log, lines());
    FlumeHome home = FlumeHome.createIn(dir);
    try (JsonReceiver receiver = new JsonReceiver()) {
      try (StockAgent agent = StockAgent.start(home, conf(receiver), "-Duser.home=" + dir)) {
        agent.await("seven notifications", () -> distinct(receiver).size() >= 7);
        agent.kill();
      }
      try (StockAgent agent = StockAgent.start(home, conf(receiver), "-Duser.home=" + dir)) {
        agent.awaitLog("restored its state");
        Files.writeString(
            log, line(Instant.now(), "www", 200, "0.1") + "\n", StandardOpenOption.APPEND);
        agent.await("the end of the silence", () -> distinct(receiver).size() >= 8);
        agent.stop();
      }
      assertThat(withoutSilence(receiver)).isEqualTo(expected());
      assertThat(samples(receiver))
          .anySatisfy(
              samples ->
                  assertThat(samples)
                      .contains(
                          log
                              + ":"
                              + Files.readString(log).indexOf(firstError())
                              + ": "
                              + firstError()));
      assertSilence(receiver);
    }
  }

  private String conf(JsonReceiver receiver) throws IOException {
    return Files.readString(FlumeHome.PROJECT.resolve("examples/alerts.conf"))
        .replace("/var/", dir + "/var/")
        .replace("http://localhost:9093/", receiver.url())
        .replace("noData = 5m", "noData = 8s")
        .replace("progressEvents = 10s", "progressEvents = 500ms")
        .replace("fileHeader = true", "fileHeader = true\na1.sources.log.startAt = beginning");
  }

  @Test
  void documentation_showsTheExamplesAsTheyAre() throws IOException {
    Path examples = FlumeHome.PROJECT.resolve("examples");
    String page = Files.readString(FlumeHome.PROJECT.resolve("docs/alerts.md"));
    List<String> shown = page.lines().filter(line -> line.startsWith("a1.s")).toList();

    assertThat(page).contains(Files.readString(examples.resolve("alertmanager.yml")));
    assertThat(Files.readAllLines(examples.resolve("alerts.conf")))
        .containsAll(shown.subList(5, shown.size()));
  }

  // --- the log -------------------------------------------------------------------------------

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      boolean quiet = minute >= 13 && minute <= 17;
      int count = quiet ? LINES_A_QUIET_MINUTE : LINES_A_MINUTE;
      for (int i = 0; i < count; i++) {
        Instant time = base.plusSeconds(minute * 60L + i * 60L / count);
        boolean error = minute >= 2 && minute <= 6 && i % 10 == 0;
        boolean someError = minute == 7 && i % 40 == 1;
        boolean slow = minute >= 4 && minute <= 7 && i % 2 == 1;
        lines.add(
            line(
                time,
                i % 2 == 1 ? "shop" : "www",
                error || someError ? 503 : 200,
                slow ? "3" : "0.1"));
      }
    }
    return lines;
  }

  private static String line(Instant time, String host, int status, String seconds) {
    return String.format(
        Locale.ROOT,
        "%s 192.0.2.7 - - [%s] \"GET /p HTTP/1.1\" %d 1234 %s",
        host,
        TIME.format(time),
        status,
        seconds);
  }

  // --- what is expected ----------------------------------------------------------------------

  /** By rule; what comes of different aggregations has no order. */
  private Map<String, List<String>> expected() {
    return byRule(
        List.of(
            // Windows that end from minute 3 on have 10% errors; the one that ends at 8 has 2.7%.
            "errorRatio null page " + at(5) + " null",
            // Windows that end from minute 5 to minute 12 have slow requests.
            "slow shop ticket " + at(7) + " null",
            "errorRatio null page " + at(5) + " " + at(9),
            "slow shop ticket " + at(7) + " " + at(13),
            "quiet null ticket " + at(17) + " null",
            "quiet null ticket " + at(17) + " " + at(19)));
  }

  private static Map<String, List<String>> byRule(Collection<String> notifications) {
    return notifications.stream()
        .collect(Collectors.groupingBy(text -> text.substring(0, text.indexOf(' '))));
  }

  /** Of the minute with which it fires. */
  private String firstError() {
    return line(at(4), "www", 503, "0.1");
  }

  private Instant at(int minute) {
    return base.plus(minute, ChronoUnit.MINUTES);
  }

  private static List<JsonObject> alerts(JsonReceiver receiver) {
    return receiver.received().stream()
        .flatMap(body -> StreamSupport.stream(body.getAsJsonArray().spliterator(), false))
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static List<String> samples(JsonReceiver receiver) {
    return alerts(receiver).stream()
        .map(alert -> alert.getAsJsonObject("annotations").get("samples"))
        .filter(Objects::nonNull)
        .map(JsonElement::getAsString)
        .toList();
  }

  private static Set<String> distinct(JsonReceiver receiver) {
    Set<String> distinct = new LinkedHashSet<>();
    alerts(receiver).forEach(alert -> distinct.add(alert.toString()));
    return distinct;
  }

  private static String label(JsonObject alert, String name) {
    JsonObject labels = alert.getAsJsonObject("labels");
    return labels.has(name) ? labels.get(name).getAsString() : null;
  }

  private static Map<String, List<String>> withoutSilence(JsonReceiver receiver) {
    Set<String> texts = new LinkedHashSet<>();
    for (JsonObject alert : alerts(receiver)) {
      if (!"silence".equals(label(alert, "alertname"))) {
        texts.add(
            String.join(
                " ",
                label(alert, "alertname"),
                label(alert, "host"),
                label(alert, "severity"),
                alert.get("startsAt").getAsString(),
                alert.has("endsAt") ? alert.get("endsAt").getAsString() : null));
      }
    }
    return byRule(texts);
  }

  private static void assertSilence(JsonReceiver receiver) {
    List<JsonObject> silence =
        alerts(receiver).stream()
            .filter(alert -> "silence".equals(label(alert, "alertname")))
            .distinct()
            .toList();
    assertThat(silence).hasSize(2);
    JsonObject annotations = silence.get(0).getAsJsonObject("annotations");
    assertThat(annotations.get("cause").getAsString()).isEqualTo("no traffic");
    assertThat(silence.get(0).has("endsAt")).isFalse();
    assertThat(silence.get(1).get("labels")).isEqualTo(silence.get(0).get("labels"));
    assertThat(silence.get(1).get("startsAt")).isEqualTo(silence.get(0).get("startsAt"));
    assertThat(silence.get(1).has("endsAt")).isTrue();
  }
}
