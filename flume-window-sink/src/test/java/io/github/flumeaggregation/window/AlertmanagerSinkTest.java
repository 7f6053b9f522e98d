package io.github.flumeaggregation.window;

import static io.github.flumeaggregation.window.AlertmanagerSinkRun.await;
import static io.github.flumeaggregation.window.AlertmanagerSinkRun.awaitTaken;
import static io.github.flumeaggregation.window.AlertmanagerSinkRun.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.flume.Context;
import org.apache.flume.conf.Configurables;
import org.apache.flume.conf.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Alerts on their way from the channel to whom they are for. */
class AlertmanagerSinkTest {
  @RegisterExtension final AlertmanagerSinkRun run = new AlertmanagerSinkRun();

  @Test
  void alerts_arriveInOrderAndLeaveTheChannel() throws Exception {
    FakeAlertmanager server = run.server();
    run.put(1, 2, 3, 4, 5);
    run.start(server.url());
    awaitTaken(server, "1", "2", "3", "4", "5");
    assertThat(server.posts).hasSizeLessThan(5);
    run.assertAllLeft();
  }

  @Test
  void alertThatComesAlone_leavesAtOnce_howeverLongTheChannelLetsATakerWait() throws Exception {
    run.takerWaitsSeconds(3_600);
    FakeAlertmanager server = run.server();
    run.put(1);
    run.start(server.url());
    awaitTaken(server, "1");
    run.assertAllLeft();
  }

  @Test
  void serverThatIsNotThere_getsItsAlertsWhenItComes() throws Exception {
    FakeAlertmanager gone = run.goneServer();
    run.put(1, 2);
    run.start(gone.url());
    await().until(() -> shown("ConnectionFailedCount") > 1);
    FakeAlertmanager back = run.serverInPlaceOf(gone);
    awaitTaken(back, "1", "2");
  }

  @Test
  void stopWhileNobodyTakesAlerts_leavesThemInTheChannel() throws Exception {
    FakeAlertmanager server = run.server();
    server.lastAnswer = 503;
    run.put(1, 2, 3);
    run.start(server.url());
    await().until(() -> server.posts.size() > 1);
    assertThat(run.left()).isEqualTo(3);
  }

  @Test
  void oneOfTwoThatIsAway_holdsNothingUpAndGetsAllWhenItIsBack() throws Exception {
    FakeAlertmanager gone = run.goneServer();
    FakeAlertmanager healthy = run.server();
    run.start(gone.url() + " " + healthy.url());
    run.put(1);
    awaitTaken(healthy, "1");
    run.put(2);
    awaitTaken(healthy, "1", "2");
    await().until(() -> shown("AlertsWaiting") == 2);
    FakeAlertmanager back = run.serverInPlaceOf(gone);
    awaitTaken(back, "1", "2");
    assertThat(healthy.posts).hasSize(2);
    run.assertAllLeft();
  }

  @Test
  void whatIsNoAlert_isPassedOver() throws Exception {
    FakeAlertmanager server = run.server();
    run.putBody(1, "{\"type\":\"row\"}");
    run.putBody(2, "[]");
    run.put(3);
    run.start(server.url());
    awaitTaken(server, "3");
    await().until(() -> shown("AlertsRefused") == 2);
    run.assertAllLeft();
  }

  @Test
  void faults_areAllReported() {
    Map<String, String> settings = new HashMap<>();
    settings.put("urls", "localhost:9093 http://a http://a/");
    settings.put("timeout", "0s");
    settings.put("user", "flume");
    settings.put("tokenFile", "/t");
    settings.put("tls.keyStore", "/k");
    settings.put("tls.caFil", "/c");
    assertThatThrownBy(() -> Configurables.configure(run.sink, new Context(settings)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("urls = 'localhost:9093 http://a http://a/'")
        .hasMessageContaining("allowed are addresses such as")
        .hasMessageContaining("each Alertmanager is to be named once")
        .hasMessageContaining("timeout = '0s'")
        .hasMessageContaining("passwordFile is required")
        .hasMessageContaining("tokenFile = '/t': either this or user")
        .hasMessageContaining("tls.keyStorePasswordFile is required")
        .hasMessageContaining("tls.keyStore = '/k': is only used for addresses")
        .hasMessageContaining("tls.caFile");
  }
}
