package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** TLS as the configuration wants it: whom to trust, and who the agent is. */
final class AlertmanagerTls {
  private AlertmanagerTls() {}

  /**
   * Makes what connections are made by; null if the JVM's own will do.
   *
   * @throws IOException if a file cannot be read or used; the message says which
   */
  static @Nullable SSLSocketFactory socketFactory(AlertmanagerConfig config) throws IOException {
    if (config.caFile == null && config.keyStore == null) {
      return null;
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(config), trustManagers(config.caFile), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e, e);
    }
  }

  private static TrustManager @Nullable [] trustManagers(@Nullable File caFile)
      throws IOException, GeneralSecurityException {
    if (caFile == null) {
      return null;
    }
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(caFile.toPath()))) {
      int number = 0;
      for (Certificate ca : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca" + number++, ca);
      }
      if (number == 0) {
        throw new IOException("tls.caFile = '" + caFile + "' holds no certificate in PEM");
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("tls.caFile = '" + caFile + "' is no file of certificates in PEM", e);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keyManagers(AlertmanagerConfig config)
      throws IOException, GeneralSecurityException {
    if (config.keyStore == null || config.keyStorePasswordFile == null) {
      return null;
    }
    char[] password = AlertmanagerClient.secret(config.keyStorePasswordFile).toCharArray();
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(config.keyStore.toPath())) {
      own.load(in, password);
    } catch (IOException | GeneralSecurityException e) {
      throw new IOException(
          "tls.keyStore = '"
              + config.keyStore
              + "' cannot be read; allowed is a PKCS12 file that the password in"
              + " tls.keyStorePasswordFile opens ("
              + e
              + ")",
          e);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(own, password);
    return factory.getKeyManagers();
  }
}
