package io.github.flumeaggregation.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports for sources that must be told theirs. */
final class FreePort {
  private FreePort() {}

  /** A port of the loopback interface that nobody listens on at this moment. */
  static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
