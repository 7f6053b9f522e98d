package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every class, method and field of Flume's libraries that the plugins name exists in each version
 * of Flume: a JVM finds out about one that does not when it comes to it, which may be at night.
 */
class LinkageIT {
  /** Files in Avro's format need a newer Avro than 1.9 has, which their configuration says. */
  private static final String CREATE_WITH_MARKER =
      "org/apache/avro/file/DataFileWriter.create(Lorg/apache/avro/Schema;Ljava/io/OutputStream;[B)"
          + "Lorg/apache/avro/file/DataFileWriter;";

  @TempDir Path dir;

  private List<Path> plugins() throws Exception {
    Path lib = FlumeHome.createIn(dir).dir().resolve("plugins.d/flume-aggregation/lib");
    return jars(lib);
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.9", "1.10"})
  void olderFlume_hasAllThatThePluginsName(String version) throws Exception {
    Path lib = FlumeHome.PROJECT.resolve("integration-tests/flume-" + version + "/target/lib");
    Set<String> allowed = version.equals("1.9") ? Set.of(CREATE_WITH_MARKER) : Set.of();
    assertThat(missing(jars(lib))).isEqualTo(allowed);
  }

  @Test
  void presentFlume_hasAllThatThePluginsName() throws Exception {
    assertThat(missing(jars(FlumeHome.STOCK_LIB))).isEmpty();
  }

  private Set<String> missing(List<Path> libraries) throws Exception {
    List<Path> plugins = plugins();
    try (Linkage linkage = new Linkage(plugins, libraries)) {
      Set<String> missing = linkage.missing();
      assertThat(linkage.references()).as("what was looked at").isGreaterThan(100);
      return missing;
    }
  }
}
