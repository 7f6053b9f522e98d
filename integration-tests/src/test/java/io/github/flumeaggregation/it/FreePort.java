package io.github.flumeaggregation.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports for sources that must be told theirs. */
final class FreePort {
  private FreePort() {}

  /** A port of the loopback interface that nobody listens on at this moment. */
  static int find() throws IOException {
    return find(1)[0];
  }

  /** So many different ones. */
  static int[] find(int count) throws IOException {
    ServerSocket[] sockets = new ServerSocket[count];
    int[] ports = new int[count];
    for (int i = 0; i < count; i++) {
      sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      ports[i] = sockets[i].getLocalPort();
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }
}
