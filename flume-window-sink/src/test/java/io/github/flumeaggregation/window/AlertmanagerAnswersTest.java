package io.github.flumeaggregation.window;

import static io.github.flumeaggregation.window.AlertmanagerSinkRun.await;
import static io.github.flumeaggregation.window.AlertmanagerSinkRun.awaitTaken;
import static io.github.flumeaggregation.window.AlertmanagerSinkRun.shown;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an Alertmanager may answer, or not. */
class AlertmanagerAnswersTest {
  @RegisterExtension final AlertmanagerSinkRun run = new AlertmanagerSinkRun();

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void answerThatMayChange_isWaitedForInOrder(int status) throws Exception {
    FakeAlertmanager server = run.server(status, status, status);
    run.put(1, 2, 3);
    run.start(server.url());
    awaitTaken(server, "1", "2", "3");
    assertThat(server.posts).startsWith("[{\"n\":1}]", "[{\"n\":1}]", "[{\"n\":1}]");
    assertThat(run.pauses).containsExactly(200L, 400L, 800L);
    assertThat(shown("AlertsRefused")).isZero();
    run.assertAllLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 413, 422})
  void refusal_takesOnlyItsAlertOutAndIsCounted(int status) throws Exception {
    FakeAlertmanager server = run.server(status);
    run.put(1, 2, 3);
    run.start(server.url());
    awaitTaken(server, "2", "3");
    assertThat(shown("AlertsRefused")).isEqualTo(1);
    run.assertAllLeft();
  }

  @Test
  void refusedAlertAmongOthers_doesNotTakeThemWithIt() throws Exception {
    FakeAlertmanager server = run.server();
    server.refused = "\"n\":6}";
    run.put(1, 2, 3, 4, 5, 6, 7, 8);
    run.start(server.url());
    awaitTaken(server, "1", "2", "3", "4", "5", "7", "8");
    assertThat(shown("AlertsRefused")).isEqualTo(1);
  }

  @Test
  void serverThatHangs_isAskedAgainAfterTheTimeout() throws Exception {
    FakeAlertmanager server = run.server(FakeAlertmanager.NO_ANSWER);
    run.put(1);
    run.start(server.url(), "timeout", "300ms");
    await().until(() -> server.taken.contains("1"));
    assertThat(server.posts).hasSizeGreaterThan(1);
  }

  @Test
  void retryAfter_isHonoured() throws Exception {
    FakeAlertmanager server = run.server(429);
    server.retryAfter = "3600";
    run.put(1);
    run.start(server.url());
    await().untilAsserted(() -> assertThat(run.pauses).containsExactly(3_600_000L));
    assertThat(server.posts).hasSize(1);
    assertThat(run.left()).isEqualTo(1);
  }

  @Test
  void retryAfter_isSecondsOrADate() {
    Instant now = Instant.parse("2026-01-01T10:00:00Z");
    assertThat(AlertmanagerClient.waitMillis("7", now)).isEqualTo(7_000);
    assertThat(AlertmanagerClient.waitMillis("Thu, 01 Jan 2026 10:01:00 GMT", now))
        .isEqualTo(60_000);
    assertThat(AlertmanagerClient.waitMillis("Thu, 01 Jan 2026 09:00:00 GMT", now)).isZero();
    assertThat(AlertmanagerClient.waitMillis("soon", now)).isZero();
    assertThat(AlertmanagerClient.waitMillis(null, now)).isZero();
  }
}
