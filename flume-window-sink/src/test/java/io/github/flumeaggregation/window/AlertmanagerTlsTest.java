package io.github.flumeaggregation.window;

import static io.github.flumeaggregation.window.AlertmanagerSinkRun.await;
import static io.github.flumeaggregation.window.AlertmanagerSinkRun.shown;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An Alertmanager behind TLS that wants to know who asks; it and its clients have the same key. */
class AlertmanagerTlsTest {
  /**
   * Made by {@code keytool -genkeypair -keyalg EC -dname CN=localhost -ext san=ip:127.0.0.1
   * -validity 36500 -alias server -storepass secret -keystore keys.p12}; it opens nothing.
   */
  private static final Path KEY_STORE = Path.of("src/test/resources/tls/keys.p12");

  private static final String PASSWORD = "secret";

  @RegisterExtension final AlertmanagerSinkRun run = new AlertmanagerSinkRun();

  @TempDir Path dir;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private Certificate certificate;
  private HttpsServer https;

  @BeforeEach
  void startServer() throws Exception {
    KeyStore keys = KeyStore.getInstance(KEY_STORE.toFile(), PASSWORD.toCharArray());
    certificate = keys.getCertificate("server");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", certificate);
    https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(wantsCertificates(context(keys, trusted)));
    https.createContext(
        "/",
        exchange -> {
          received.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    https.start();
  }

  @AfterEach
  void stopServer() {
    https.stop(0);
  }

  private static SSLContext context(KeyStore keys, KeyStore trusted) throws Exception {
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static HttpsConfigurator wantsCertificates(SSLContext context) {
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters wanted = context.getDefaultSSLParameters();
        wanted.setNeedClientAuth(true);
        parameters.setSSLParameters(wanted);
      }
    };
  }

  private String url() {
    return "https://127.0.0.1:" + https.getAddress().getPort();
  }

  private String pem() throws Exception {
    String text = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(dir.resolve(name), text, US_ASCII).toString();
  }

  @Test
  void tls_trustsTheAuthorityThatIsNamedAndShowsTheOwnCertificate() throws Exception {
    run.put(1);
    run.start(
        url(),
        "tls.caFile",
        file("ca.pem", pem()),
        "tls.keyStore",
        KEY_STORE.toAbsolutePath().toString(),
        "tls.keyStorePasswordFile",
        file("password", PASSWORD + "\n"));
    await().until(() -> received.contains("[{\"n\":1}]"));
    run.assertAllLeft();
  }

  @Test
  void serverWhoseCertificateNobodySigned_getsNothing() throws Exception {
    run.put(1);
    run.start(url());
    await().until(() -> shown("ConnectionFailedCount") > 1);
    assertThat(received).isEmpty();
    assertThat(run.left()).isEqualTo(1);
  }

  @Test
  void fileThatIsNoCertificate_isNamedAtTheStart() throws Exception {
    String file = file("ca.pem", "no certificate");
    assertThatThrownBy(() -> run.start("https://localhost", "tls.caFile", file))
        .hasMessageContaining("tls.caFile = '" + file + "'");
  }
}
