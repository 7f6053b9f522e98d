package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.function.LongSupplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts alerts to one Alertmanager. Used by one thread; {@link #abort} may be called by another.
 */
final class AlertmanagerClient {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final int MAX_REASON_BYTES = 300;

  private final URL url;
  private final AlertmanagerConfig config;
  private final @Nullable SSLSocketFactory tls;
  private final LongSupplier wallMillis;
  private volatile @Nullable HttpURLConnection open;

  /**
   * A client that has not connected yet.
   *
   * @param wallMillis the wall clock, by which a server may say when to ask again
   */
  AlertmanagerClient(
      URL url, AlertmanagerConfig config, @Nullable SSLSocketFactory tls, LongSupplier wallMillis) {
    this.url = url;
    this.config = config;
    this.tls = tls;
    this.wallMillis = wallMillis;
  }

  /**
   * Posts an array of alerts.
   *
   * @throws IOException if there was no answer: it may succeed later
   */
  AlertmanagerAnswer post(byte[] alerts) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    open = connection;
    try {
      prepare(connection);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(alerts);
      }
      return answer(connection);
    } finally {
      open = null;
      connection.disconnect();
    }
  }

  private void prepare(HttpURLConnection connection) throws IOException {
    if (tls != null && connection instanceof HttpsURLConnection) {
      ((HttpsURLConnection) connection).setSSLSocketFactory(tls);
    }
    connection.setConnectTimeout(config.timeoutMillis);
    connection.setReadTimeout(config.timeoutMillis);
    // A redirected POST would go on as a GET.
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setDoOutput(true);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("Accept", "application/json");
    String authorization = authorization();
    if (authorization != null) {
      connection.setRequestProperty("Authorization", authorization);
    }
  }

  /** Read for each request: passwords and tokens are changed while agents run. */
  private @Nullable String authorization() throws IOException {
    if (config.tokenFile != null) {
      return "Bearer " + credential(config.tokenFile);
    }
    if (config.user != null && config.passwordFile != null) {
      String both = config.user + ':' + credential(config.passwordFile);
      return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }
    return null;
  }

  /**
   * What a file holds to show who we are. One that is empty is about to be written: what were sent
   * without it would be refused for good.
   */
  private static String credential(File file) throws IOException {
    String credential = secret(file);
    if (credential.isEmpty()) {
      throw new IOException(file + " is empty; a token or password is expected in it");
    }
    return credential;
  }

  static String secret(File file) throws IOException {
    return new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8).trim();
  }

  private AlertmanagerAnswer answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status < 0) {
      throw new IOException("the answer is not HTTP");
    }
    if (status / 100 == 2) {
      return AlertmanagerAnswer.accepted();
    }
    String reason = "HTTP " + status + reason(connection);
    if (status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
      Instant now = Instant.ofEpochMilli(wallMillis.getAsLong());
      long waitMillis = waitMillis(connection.getHeaderField("Retry-After"), now);
      return AlertmanagerAnswer.later(reason, waitMillis);
    }
    return AlertmanagerAnswer.refused(reason);
  }

  /** What the server says of it, in one line. */
  private static String reason(HttpURLConnection connection) {
    try (InputStream body = connection.getErrorStream()) {
      if (body == null) {
        return "";
      }
      byte[] text = new byte[MAX_REASON_BYTES];
      int length = 0;
      for (int n = 0; n >= 0 && length < text.length; length += Math.max(0, n)) {
        n = body.read(text, length, text.length - length);
      }
      String reason = new String(text, 0, length, StandardCharsets.UTF_8).trim();
      return reason.isEmpty() ? "" : " (" + reason.replaceAll("\\p{Cntrl}+", " ") + ")";
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * How long a {@code Retry-After} header asks to wait: seconds, or a date. 0 if it says nothing.
   */
  static long waitMillis(@Nullable String retryAfter, Instant now) {
    if (retryAfter == null) {
      return 0;
    }
    String text = retryAfter.trim();
    if (text.matches("[0-9]{1,9}")) {
      return Long.parseLong(text) * 1_000;
    }
    try {
      Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      return Math.max(0, Duration.between(now, then).toMillis());
    } catch (DateTimeException | ArithmeticException e) {
      return 0;
    }
  }

  /** Ends a request that is being made. */
  void abort() {
    HttpURLConnection connection = open;
    if (connection != null) {
      connection.disconnect();
    }
  }
}
