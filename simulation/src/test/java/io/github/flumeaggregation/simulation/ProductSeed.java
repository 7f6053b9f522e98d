package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.interceptor.AggregationInterceptor;
import io.github.flumeaggregation.tail.TailSource;
import io.github.flumeaggregation.window.WindowSink;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The first seed of a build's own lives. It is made of the product: each change of it meets lives
 * that no build has lived, and the same product always the same ones, so that a build that fails is
 * repeated as it is.
 */
final class ProductSeed {
  /** One class of each module whose code the simulation runs. */
  private static final List<Class<?>> MODULES =
      List.of(Settings.class, AggregationInterceptor.class, TailSource.class, WindowSink.class);

  /** How many lives there is room for before those of another product. */
  private static final int LIVES_BITS = 16;

  private ProductSeed() {}

  /** A number above all seeds that are given by hand, and below 2 to the power of 48. */
  static long first() {
    TreeMap<String, byte[]> classes = new TreeMap<>();
    for (Class<?> module : MODULES) {
      addAll(module, classes);
    }
    return of(classes);
  }

  /** Of class files by their names. */
  static long of(SortedMap<String, byte[]> classes) {
    CRC32 sum = new CRC32();
    classes.forEach(
        (name, bytes) -> {
          sum.update(name.getBytes(StandardCharsets.UTF_8));
          sum.update(bytes);
        });
    return (1L << 31 | sum.getValue()) << LIVES_BITS;
  }

  private static void addAll(Class<?> module, SortedMap<String, byte[]> classes) {
    try {
      Path place = Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        addAll(place, classes);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          addAll(jar.getPath("/"), classes);
        }
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the classes of " + module + " cannot be read", e);
    }
  }

  private static void addAll(Path root, SortedMap<String, byte[]> classes) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(".class")) {
          classes.put(root.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
  }
}
