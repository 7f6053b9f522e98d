package io.github.flumeaggregation.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.apache.flume.Context;
import org.apache.flume.instrumentation.MonitorService;

/** Runs the plugins' monitor beside a measurement, and scrapes it each second. */
final class Scraper implements Runnable {
  private static final String MONITOR = "io.github.flumeaggregation.monitor.MonitorServer";
  private static final int BUFFER_BYTES = 65_536;

  private final URI page;

  private Scraper(int port) {
    page = URI.create("http://127.0.0.1:" + port + "/metrics");
  }

  /** From now on, until the process ends. */
  static void start(int port) {
    try {
      MonitorService monitor =
          Class.forName(MONITOR)
              .asSubclass(MonitorService.class)
              .getDeclaredConstructor()
              .newInstance();
      monitor.configure(new Context(Collections.singletonMap("port", Integer.toString(port))));
      monitor.start();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    Thread thread = new Thread(new Scraper(port), "scraper");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      while (true) {
        long bytes = 0;
        try (InputStream in = page.toURL().openStream()) {
          for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes += read;
          }
        }
        if (bytes == 0) {
          throw new IllegalStateException("an empty page");
        }
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
