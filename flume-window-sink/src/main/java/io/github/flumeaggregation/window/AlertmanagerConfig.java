package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the configuration of an {@link AlertmanagerSink} says, checked. */
final class AlertmanagerConfig {
  private static final String[] FLUME_KEYS = {"type", "channel"};
  private static final Pattern ADDRESS = Pattern.compile("https?://[^/?#@\\s]+(/[^?#@\\s]*)?");
  private static final String API = "/api/v2/alerts";
  private static final String A_FILE = "a file that only the agent's user can read";

  /** Where alerts are posted to, by how messages call the Alertmanager. */
  final Map<String, URL> urls = new LinkedHashMap<>();

  final int batchSize;
  final int timeoutMillis;

  /** Certificates of the authorities that are trusted, PEM; null for those of the JVM. */
  final @Nullable File caFile;

  /** The agent's own certificate and key, PKCS12 or JKS; null for none. */
  final @Nullable File keyStore;

  final @Nullable File keyStorePasswordFile;
  final @Nullable String user;
  final @Nullable File passwordFile;
  final @Nullable File tokenFile;
  final List<String> warnings;

  /**
   * Reads the settings of the sink called {@code name}.
   *
   * @throws io.github.flumeaggregation.core.config.SettingsException with all faults
   */
  AlertmanagerConfig(String name, Map<String, String> values) {
    Settings settings = Settings.of("AlertmanagerSink '" + name + "'", values);
    settings.ignore(FLUME_KEYS);
    settings.required("urls", "one or more, such as http://alertmanager.example.com:9093");
    settings.words("urls").forEach(url -> addUrl(settings, url));
    batchSize = settings.integer("batchSize", 100, 1, 1_000_000);
    timeoutMillis = timeoutMillis(settings);
    Settings tls = settings.under("tls");
    caFile = file(tls, "caFile");
    keyStore = file(tls, "keyStore");
    keyStorePasswordFile = file(tls, "keyStorePasswordFile");
    user = settings.text("user");
    passwordFile = file(settings, "passwordFile");
    tokenFile = file(settings, "tokenFile");
    checkTls(tls);
    checkCredentials(settings);
    settings.finish();
    warnings = settings.warnings();
  }

  private void addUrl(Settings settings, String text) {
    String base = text.replaceFirst("/+$", "");
    if (!ADDRESS.matcher(text).matches()) {
      settings.fault(
          "urls",
          "allowed are addresses such as http://host:9093 or https://host/prefix, with blanks"
              + " between them; names and passwords have keys of their own");
      return;
    }
    try {
      URL url = new URL(base.endsWith(API) ? base : base + API);
      if (urls.containsValue(url)) {
        settings.fault("urls", "each Alertmanager is to be named once, and is told once");
      }
      urls.put(base, url);
    } catch (MalformedURLException e) {
      settings.fault("urls", "'" + text + "' is no address: " + e.getMessage());
    }
  }

  private static int timeoutMillis(Settings settings) {
    long millis = settings.durationMillis("timeout", "10s");
    if (millis < 1 || millis > Integer.MAX_VALUE) {
      settings.fault("timeout", "allowed is a duration from 1ms on, such as 10s");
      return 1;
    }
    return (int) millis;
  }

  private static @Nullable File file(Settings settings, String key) {
    String path = settings.text(key);
    return path == null ? null : new File(path);
  }

  private void checkTls(Settings tls) {
    boolean isUsed = urls.values().stream().anyMatch(url -> url.getProtocol().equals("https"));
    for (String key : Arrays.asList("caFile", "keyStore", "keyStorePasswordFile")) {
      if (tls.has(key) && !isUsed && !urls.isEmpty()) {
        tls.fault(key, "is only used for addresses that begin with https://, and none does");
      }
    }
    if (keyStore != null && keyStorePasswordFile == null) {
      tls.required("keyStorePasswordFile", A_FILE + ", with the password of keyStore");
    } else if (keyStore == null && keyStorePasswordFile != null) {
      tls.required("keyStore", "the file that keyStorePasswordFile has the password of");
    }
  }

  private void checkCredentials(Settings settings) {
    if (user != null && passwordFile == null) {
      settings.required("passwordFile", A_FILE + ", with the password of user");
    } else if (user == null && passwordFile != null) {
      settings.required("user", "whose password passwordFile holds");
    }
    if (user != null && tokenFile != null) {
      settings.fault("tokenFile", "either this or user and passwordFile is allowed");
    }
    if (user != null || tokenFile != null) {
      urls.forEach((base, url) -> warnIfClear(settings, url));
    }
  }

  private static void warnIfClear(Settings settings, URL url) {
    if (url.getProtocol().equals("http")) {
      settings.warn("urls", "user and password, or token, go over the network to be read by all");
    }
  }
}
