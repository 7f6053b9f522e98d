package io.github.flumeaggregation.core.runtime;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * The name of this host. The kernel's comes first, then the environment's {@code HOSTNAME}, and
 * only then DNS, which may be down, slow, or of another opinion than it was yesterday. {@code
 * localhost} is no name: every host has it.
 */
public final class HostName {
  private static final Path KERNEL = Paths.get("/proc/sys/kernel/hostname");

  private HostName() {}

  /** The name; null if this host has none of its own. May ask DNS. */
  public static @Nullable String find() {
    return firstOwn(HostName::ofKernel, () -> System.getenv("HOSTNAME"), HostName::ofDns);
  }

  /** A place that may know a name; null if it does not. */
  interface Place {
    @Nullable
    String name();
  }

  static @Nullable String firstOwn(Place... places) {
    for (Place place : places) {
      String name = place.name();
      if (name != null && isOwn(name.trim())) {
        return name.trim();
      }
    }
    return null;
  }

  private static boolean isOwn(String name) {
    return !name.isEmpty()
        && !name.equals("(none)") // Linux, before a name was set
        && !name.equals("localhost")
        && !name.startsWith("localhost.");
  }

  private static @Nullable String ofKernel() {
    try {
      return new String(Files.readAllBytes(KERNEL), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return null; // another system than Linux
    }
  }

  private static @Nullable String ofDns() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
