package io.github.flumeaggregation.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The JVMs of this machine that agents may run on. */
final class Jvms {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  private Jvms() {}

  /** The tests' own, and those of later releases where Debian puts them. */
  static List<Path> ownAndLater() throws IOException {
    List<Path> jvms = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    jvms.addAll(later());
    return jvms;
  }

  /** Those of later releases than the tests' own, where Debian puts them. */
  static List<Path> later() throws IOException {
    List<Path> jvms = new ArrayList<>();
    if (!Files.isDirectory(INSTALLED)) {
      return jvms;
    }
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      for (Path home : homes.sorted().toList()) {
        Path real = home.toRealPath();
        if (!jvms.contains(real)
            && Files.exists(real.resolve("bin/java"))
            && release(real) > Runtime.version().feature()) {
          jvms.add(real);
        }
      }
    }
    return jvms;
  }

  /** The release of a JVM, such as 25. */
  static int release(Path jvm) throws IOException {
    for (String line : Files.readAllLines(jvm.resolve("release"))) {
      if (line.startsWith("JAVA_VERSION=")) {
        return Runtime.Version.parse(line.split("\"")[1]).feature();
      }
    }
    throw new IOException(jvm + " does not say which release it is");
  }
}
