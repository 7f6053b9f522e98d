package io.github.flumeaggregation.it;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's chromium, driven by its chromedriver through the WebDriver protocol of the W3C. Nothing
 * is downloaded.
 */
final class Browser implements AutoCloseable {
  private static final Gson GSON = new Gson();
  private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
  private static final List<String> ARGUMENTS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-dev-shm-usage",
          "--disable-gpu",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--lang=en-GB");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  private Browser(Process driver, String session) {
    this.driver = driver;
    this.session = session;
  }

  /** Starts a browser without a window. */
  static Browser start() throws IOException, InterruptedException {
    Process driver =
        new ProcessBuilder("/usr/bin/chromedriver", "--port=0").redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(new Thread(driver::destroy));
    String address = "http://127.0.0.1:" + port(driver) + "/session";
    Browser none = new Browser(driver, address);
    JsonObject options = new JsonObject();
    options.addProperty("binary", "/usr/bin/chromium");
    options.add("args", GSON.toJsonTree(ARGUMENTS));
    Map<String, Object> capabilities =
        Map.of(
            "browserName",
            "chrome",
            "goog:chromeOptions",
            options,
            "goog:loggingPrefs",
            Map.of("browser", "ALL"));
    JsonElement made = none.post("", Map.of("capabilities", Map.of("alwaysMatch", capabilities)));
    return new Browser(
        driver, address + '/' + made.getAsJsonObject().get("sessionId").getAsString());
  }

  private static String port(Process driver) throws IOException {
    BufferedReader out = driver.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        return started.group(1);
      }
    }
    throw new AssertionError("chromedriver did not start");
  }

  private JsonElement post(String command, Object body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(session + command))
            .POST(HttpRequest.BodyPublishers.ofString(GSON.toJson(body)))
            .build();
    String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    JsonElement value = JsonParser.parseString(answer).getAsJsonObject().get("value");
    if (value.isJsonObject() && value.getAsJsonObject().has("error")) {
      throw new AssertionError(command + ": " + value);
    }
    return value;
  }

  private void devtools(String command, Object parameters)
      throws IOException, InterruptedException {
    post("/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
  }

  void open(String url) throws IOException, InterruptedException {
    post("/url", Map.of("url", url));
  }

  /** What a script, the body of a function, returns. */
  JsonElement run(String script) throws IOException, InterruptedException {
    return post("/execute/sync", Map.of("script", script, "args", List.of()));
  }

  /** What a script hands to the function {@code done}. */
  JsonElement runUntilDone(String script) throws IOException, InterruptedException {
    String withDone = "const done = arguments[0]; " + script;
    return post("/execute/async", Map.of("script", withDone, "args", List.of()));
  }

  /** Presses a key and lets it go; those without a character have one of WebDriver's. */
  void press(char key) throws IOException, InterruptedException {
    String text = String.valueOf(key);
    Map<String, Object> keyboard =
        Map.of(
            "type",
            "key",
            "id",
            "keyboard",
            "actions",
            List.of(
                Map.of("type", "keyDown", "value", text), Map.of("type", "keyUp", "value", text)));
    post("/actions", Map.of("actions", List.of(keyboard)));
  }

  /** As on a screen of that size. */
  void resize(int width, int height) throws IOException, InterruptedException {
    devtools(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** As for somebody who prefers {@code light} or {@code dark}. */
  void prefer(String scheme) throws IOException, InterruptedException {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    devtools("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** What is in the console since the last call. */
  List<String> console() throws IOException, InterruptedException {
    List<String> messages = new ArrayList<>();
    for (JsonElement entry : post("/se/log", Map.of("type", "browser")).getAsJsonArray()) {
      messages.add(entry.getAsJsonObject().get("message").getAsString());
    }
    return messages;
  }

  @Override
  public void close() {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(session)).DELETE().build();
      client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).join();
    } finally {
      driver.destroy();
      driver.onExit().join();
    }
  }
}
