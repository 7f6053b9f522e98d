package io.github.flumeaggregation.it;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds ports for sources that must be told theirs. They lie below the range from which systems
 * give one to every connection (Linux: from 32,768), so that none takes it between finding and use.
 * Each JVM begins at a place of its own, and never gives a port twice: tests run side by side.
 */
final class FreePort {
  private static final int FIRST = 10_000;
  private static final int COUNT = 20_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePort() {}

  /** A port of the loopback interface that nobody listens on at this moment. */
  static int find() throws IOException {
    while (true) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException taken) {
        // The next one, then.
      }
    }
  }
}
