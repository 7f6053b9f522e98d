package io.github.flumeaggregation.window;

import static io.github.flumeaggregation.window.AlertmanagerSinkRun.await;
import static io.github.flumeaggregation.window.AlertmanagerSinkRun.awaitTaken;
import static io.github.flumeaggregation.window.AlertmanagerSinkRun.shown;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Passwords and tokens, which files hold. */
class AlertmanagerCredentialsTest {
  @RegisterExtension final AlertmanagerSinkRun run = new AlertmanagerSinkRun();

  @TempDir Path dir;

  @Test
  void passwordAndToken_areReadAnewForEachRequest() throws Exception {
    FakeAlertmanager server = run.server(401);
    Path password = Files.writeString(dir.resolve("password"), "old\n");
    run.put(1);
    run.start(server.url(), "user", "flume", "passwordFile", password.toString());
    await().until(() -> shown("AlertsRefused") == 1);
    Files.writeString(password, "new\n");
    run.put(2);
    awaitTaken(server, "2");
    assertThat(server.authorizations).containsExactly(basic("flume:old"), basic("flume:new"));
  }

  private static String basic(String both) {
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
  }

  @Test
  void token_isSentAsBearerAndAwaitedWhileItsFileIsMissing() throws Exception {
    FakeAlertmanager server = run.server();
    Path token = dir.resolve("token");
    run.put(1);
    run.start(server.url() + "/", "tokenFile", token.toString());
    await().until(() -> shown("ConnectionFailedCount") > 0);
    Files.writeString(token, "abc");
    awaitTaken(server, "1");
    assertThat(server.authorizations).containsExactly("Bearer abc");
  }

  @Test
  void tokenFileThatIsEmpty_isAwaited_sinceWithoutItAlertsWouldBeRefusedForGood() throws Exception {
    FakeAlertmanager server = run.server();
    Path token = Files.createFile(dir.resolve("token"));
    run.put(1);
    run.start(server.url() + "/", "tokenFile", token.toString());
    await().until(() -> shown("ConnectionFailedCount") > 1);
    Files.writeString(token, "abc");
    awaitTaken(server, "1");
    assertThat(server.authorizations).containsExactly("Bearer abc");
  }
}
