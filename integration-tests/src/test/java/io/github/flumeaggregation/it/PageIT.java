package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monitor's page in a real browser. */
@Tag("system")
class PageIT {
  private static final char TAB = '\uE004';
  private static final char ENTER = '\uE007';
  private static final List<String> USERS = List.of("\"ann\"", "\"bob\"", "\"ann\"", "\"eve\"");

  private static final List<String> HOSTILE =
      List.of(
          "\"<script>window.harmed = 1</script>\"",
          "\"<img src=x onerror='window.harmed = 1'>\"",
          "\"\\\"'&lt;`${1}\"",
          "\"\\u202egnp.exe\"",
          "\"\\u0645\\u0631\\u062d\\u0628\\u0627 1\"",
          "\"\"");

  @TempDir Path dir;
  private WatchedAgent watched;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    watched = new WatchedAgent(dir);
    browser = Browser.start();
  }

  @AfterEach
  void close() throws Exception {
    browser.close();
  }

  private String text(String selector) throws Exception {
    return browser
        .run("return document.querySelector(\"" + selector + "\").textContent")
        .getAsString();
  }

  private boolean is(String condition) throws Exception {
    return browser.run("return Boolean(" + condition + ")").getAsBoolean();
  }

  private void awaitRows(StockAgent agent) {
    agent.await(
        "the rows delivered on the page",
        () ->
            !watched.delivered().isEmpty()
                && watched.delivered().equals(WatchedAgent.seen(browser)));
  }

  @Test
  void rowsSeen_areThoseDelivered_alsoWhenTheAgentIsKilledAndComesBack() throws Exception {
    watched.write(USERS);
    try (StockAgent agent = watched.start()) {
      agent.awaitLog(" listens on http://");
      browser.open(watched.address());
      browser.run("window.sameDocument = true");
      awaitRows(agent);
      watched.write(List.of("\"zoe\"", "\"ann\""));
      watched.append("This is no JSON 4711\n");
      awaitRows(agent);
      agent.await("the books", () -> text("#books .sub").equals("7 lines, 1 unparsed"));
      assertThat(text("#books .big")).isEqualTo("Balanced");
      assertThat(text("#running .big")).isEqualTo("Running");
      assertThat(text("#unparsed .shapes")).contains("Aa a a A 9").doesNotContain("4711");
      assertThat(text("#files tbody")).contains("app.log", "read to its end");
      assertThat(text("#alerts .alerts")).contains("busy", "count = 4", "condition: count > 0");
      assertThat(is("document.querySelectorAll('.chart canvas').length === 2")).isTrue();
      agent.kill();
      agent.endsBefore(() -> false);
      awaitLost();
    }
    watched.write(List.of("\"new\"", "\"ann\"", "\"ann\""));
    try (StockAgent agent = watched.start()) {
      awaitRows(agent);
      agent.await("its return", () -> is("document.querySelector('#lost').hidden"));
      agent.await("all lines", () -> text("#books .sub").startsWith("10 lines"));
      assertThat(is("window.sameDocument")).isTrue();
      assertThat(browser.console()).noneMatch(message -> message.contains("Security Policy"));
    }
  }

  private void awaitLost() {
    Awaitility.await().until(() -> text("#lost").startsWith("No answer from the agent since"));
    Awaitility.await().until(() -> text("#running .big").equals("No answer"));
  }

  @Test
  void tenThousandGroups_hostileOnesAmongThem_doNoHarm() throws Exception {
    List<String> users = new ArrayList<>(HOSTILE);
    for (int i = 0; i < 10_000 - HOSTILE.size(); i++) {
      users.add("\"user" + i + '"');
    }
    watched.write(Collections.nCopies(3, "\"ann\""));
    watched.write(users);
    try (StockAgent agent = watched.start()) {
      agent.awaitLog(" listens on http://");
      browser.open(watched.address());
      agent.await("all groups", () -> text("body").contains("10,000 groups"));
      assertThat(WatchedAgent.seen(browser)).hasSize(50);
      assertHostileValuesAreText();
      assertSortingByKeyboard();
      assertPhoneAndDark();
      assertAccessible();
      assertThat(is("window.harmed")).isFalse();
      assertThat(browser.console()).isEmpty();
    }
  }

  private void assertHostileValuesAreText() throws Exception {
    find("<");
    assertThat(WatchedAgent.seen(browser).keySet())
        .containsExactlyInAnyOrder(
            "<script>window.harmed = 1</script>", "<img src=x onerror='window.harmed = 1'>");
    assertThat(is("document.querySelector('td script, td img, .legend script')")).isFalse();
    find("gnp");
    assertThat(WatchedAgent.seen(browser)).containsOnlyKeys("\\u202egnp.exe");
    find("\u0645");
    assertThat(WatchedAgent.seen(browser)).containsOnlyKeys("\u0645\u0631\u062d\u0628\u0627 1");
    assertThat(is("getComputedStyle(document.querySelector('td bdi')).unicodeBidi === 'isolate'"))
        .isTrue();
    find("");
  }

  private void find(String text) throws Exception {
    browser.run(
        "const find = [...document.querySelectorAll('input[type=search]')].at(-1); find.value = '"
            + text
            + "'; find.dispatchEvent(new Event('input'))");
  }

  private void assertSortingByKeyboard() throws Exception {
    browser.run("[...document.querySelectorAll('input[type=search]')].at(-1).focus()");
    browser.press(TAB); // the table, which scrolls
    browser.press(TAB);
    assertThat(is("document.activeElement.textContent === 'user'")).isTrue();
    browser.press(ENTER);
    assertThat(is("document.activeElement.parentElement.ariaSort === 'ascending'")).isTrue();
    browser.press(TAB);
    browser.press(TAB);
    browser.press(ENTER);
    assertThat(text(".aggregation:last-child th[aria-sort=descending]")).isEqualTo("bytes");
    assertThat(firstBytes()).isEqualTo("10,001");
    browser.press(ENTER);
    assertThat(text(".aggregation:last-child th[aria-sort=ascending]")).isEqualTo("bytes");
    assertThat(firstBytes()).isEqualTo("2");
  }

  private String firstBytes() throws Exception {
    return browser
        .run(
            "return [...document.querySelectorAll('.groups table')].at(-1).rows[1].cells[2].textContent")
        .getAsString();
  }

  private void assertPhoneAndDark() throws Exception {
    browser.resize(360, 740);
    assertThat(is("document.documentElement.scrollWidth <= 360")).as("fits a phone").isTrue();
    assertThat(is("document.querySelector('#books').getBoundingClientRect().bottom < 740"))
        .as("the first screen has what is asked first")
        .isTrue();
    assertAccessible();
    browser.prefer("dark");
    assertThat(browser.run("return getComputedStyle(document.body).backgroundColor").getAsString())
        .isEqualTo("rgb(16, 20, 26)");
    assertAccessible();
    browser.resize(1280, 900);
    browser.prefer("light");
  }

  private void assertAccessible() throws Exception {
    if (!is("window.axe")) {
      try (InputStream axe = PageIT.class.getResourceAsStream("/axe.min.js")) {
        byte[] script = Objects.requireNonNull(axe).readAllBytes();
        browser.run(new String(script, StandardCharsets.UTF_8));
      }
    }
    assertThat(
            browser
                .runUntilDone(
                    "axe.run().then((found) => done(found.violations.map((each) => each.id + ': ' +"
                        + " each.nodes.map((node) => node.html + node.failureSummary).join())))")
                .getAsJsonArray())
        .isEmpty();
  }
}
