package io.github.flumeaggregation.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flume.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for people and what it loads; what it shows is tried by {@code PageIT}. */
class PagesTest {
  private static final Path FILES =
      Path.of("src/main/resources/io/github/flumeaggregation/monitor/page");

  private final MonitorServer server = new MonitorServer();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    server.configure(new Context(Map.of("port", "0")));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void page_mayLoadFromItsAgentAlone() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().allValues("Content-Security-Policy"))
        .containsExactly(PageFiles.MAY_LOAD);
    assertThat(PageFiles.MAY_LOAD)
        .startsWith("default-src 'none'")
        .doesNotContain("unsafe", "http:", "https:", "*", "data:");
    assertThat(get("/-/healthy").headers().firstValue("Content-Security-Policy").get())
        .startsWith("default-src 'none'; frame-ancestors");
  }

  @Test
  void windows_canBeAskedForAfterAChange() throws Exception {
    assertThat(get("/api/v1/windows?x=1&after=12").body()).contains("\"aggregations\":[");
    assertThat(get("/api/v1/windows?before=12").statusCode()).isEqualTo(200);
    for (String wrong : new String[] {"-1", "x", "", "99999999999999999999"}) {
      HttpResponse<String> refused = get("/api/v1/windows?after=" + wrong);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("through");
    }
    assertThat(get("/api/v1/status").headers().firstValue("Content-Type"))
        .hasValue("application/json");
  }

  /** The policy would not let it be run; without a policy it would be a place for mistakes. */
  @Test
  void page_hasNoScriptAndNoStyleWithin() throws Exception {
    assertThat(get("/").body())
        .doesNotContainPattern("<script(?![^>]*src=\"/)[^>]*>")
        .doesNotContainPattern("<style|style=|\\son[a-z]+=|javascript:");
  }

  @Test
  void everythingThatThePageNames_isServed() throws Exception {
    Set<String> named = new TreeSet<>(linksIn("/", "(?:src|href)=\"(/[^\"]*)\""));
    for (String script : Set.copyOf(named)) {
      if (script.equals("/page.js")) {
        named.addAll(imports(script));
      }
    }
    assertThat(named).contains("/uplot.js", "/uplot.css", "/page.css", "/model.js", "/icon.svg");
    for (String path : named) {
      HttpResponse<String> file = get(path);
      assertThat(file.statusCode()).as(path).isEqualTo(200);
      if (path.endsWith(".js")) {
        assertThat(file.headers().firstValue("Content-Type").get()).startsWith("text/javascript");
      }
    }
  }

  private Set<String> imports(String script) throws Exception {
    Set<String> found = new TreeSet<>();
    for (String path : linksIn(script, "from '[.](/[^']*)'")) {
      found.add(path);
      found.addAll(imports(path));
    }
    return found;
  }

  private Set<String> linksIn(String path, String pattern) throws Exception {
    return Pattern.compile(pattern)
        .matcher(get(path).body())
        .results()
        .map((MatchResult link) -> link.group(1))
        .collect(Collectors.toSet());
  }

  /** What the agent says is text, whatever it looks like. */
  @ParameterizedTest
  @ValueSource(strings = {"format.js", "model.js", "chart.js", "table.js", "page.js"})
  void scripts_makeNothingOfText(String script) throws Exception {
    assertThat(Files.readString(FILES.resolve(script)))
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
        .doesNotContainPattern("https?://(?!www[.]w3[.]org/2000/svg)");
  }

  @Test
  void chartsLibrary_isNotOfAnotherVersionThanItsLicence() throws Exception {
    assertThat(get("/uplot.js").body()).contains("uPlot", "v1.6.30");
    try (var in =
        getClass().getResourceAsStream("/META-INF/resources/webjars/uplot/1.6.30/LICENSE")) {
      assertThat(new String(in.readAllBytes(), UTF_8)).contains("MIT License");
    }
  }
}
