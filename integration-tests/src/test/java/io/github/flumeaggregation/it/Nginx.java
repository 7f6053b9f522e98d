package io.github.flumeaggregation.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A real nginx whose log lines are all different, and real load for it. */
final class Nginx implements AutoCloseable {
  private static final String CONF =
      """
      daemon off;
      pid DIR/nginx.pid;
      error_log DIR/nginx-error.log;
      worker_processes 1;
      USER
      events { worker_connections 256; }
      http {
        log_format unique '$remote_addr - - [$time_local] "$request" $status $body_bytes_sent "$request_id"';
        access_log LOG unique;
        client_body_temp_path DIR/body; proxy_temp_path DIR/proxy; fastcgi_temp_path DIR/fastcgi;
        uwsgi_temp_path DIR/uwsgi; scgi_temp_path DIR/scgi;
        server { listen 127.0.0.1:PORT; location / { return 200 "ok"; } }
      }
      """;

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Nginx start(Path dir, Path log) throws IOException {
    int port = FreePort.find();
    boolean root = System.getProperty("user.name").equals("root");
    String conf =
        CONF.replace("DIR", dir.toString())
            .replace("LOG", log.toString())
            .replace("USER", root ? "user root;" : "")
            .replace("PORT", Integer.toString(port));
    Path file = Files.writeString(dir.resolve("nginx.conf"), conf);
    Process process =
        new ProcessBuilder("nginx", "-p", dir.toString(), "-c", file.toString())
            .inheritIO()
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    Nginx nginx = new Nginx(process, port);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(nginx::answers);
    return nginx;
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  long pid() {
    return process.pid();
  }

  /** Requests from two connections for so many seconds. */
  Process load(int seconds) throws IOException {
    return new ProcessBuilder(
            "wrk", "-t1", "-c2", "-d" + seconds + "s", "http://127.0.0.1:" + port + "/")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** So many requests, less than 1,000, over one connection; each after the answer to the last. */
  void requests(int count) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      InputStream answers = socket.getInputStream();
      for (int i = 0; i < count; i++) {
        String method = i < count - 1 ? "" : "Connection: close\r\n";
        String request = "HEAD /" + i + " HTTP/1.1\r\nHost: localhost\r\n" + method + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        awaitEndOfHead(answers);
      }
    }
  }

  private static void awaitEndOfHead(InputStream answers) throws IOException {
    for (int newlines = 0, next; newlines < 2 && (next = answers.read()) >= 0; ) {
      newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
