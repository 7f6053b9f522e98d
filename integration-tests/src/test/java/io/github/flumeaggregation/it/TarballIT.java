package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator unpacks in the home of an agent. */
class TarballIT {
  @TempDir Path dir;
  private Path plugin;

  @BeforeEach
  void unpack() throws Exception {
    plugin = FlumeHome.createIn(dir).dir().resolve("plugins.d/flume-aggregation");
  }

  @Test
  void unpacking_touchesNothingButOurFolder() throws IOException {
    assertThat(names(plugin.getParent())).containsExactly("flume-aggregation");
    assertThat(names(plugin.getParent().getParent())).containsExactly("conf", "lib", "plugins.d");
    assertThat(names(plugin))
        .containsExactly(
            "LICENSE",
            "NOTICE",
            "README.md",
            "bin",
            "conf",
            "docs",
            "lib",
            "libext",
            "man",
            "tools");
    assertThat(plugin.resolve("bin/flume-aggregation")).isExecutable();
    assertThat(names(plugin.resolve("tools")))
        .hasSize(2)
        .anyMatch(name -> name.startsWith("flume-aggregation-tool-"))
        .anyMatch(name -> name.startsWith("picocli-"));
  }

  @Test
  void jars_holdOurClassesOnly_noneOfWhichStockFlumeHas() throws IOException {
    Set<String> ours = classesIn(plugin.resolve("lib"));
    assertThat(ours)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(name).startsWith("io/github/flumeaggregation/"))
        .doesNotContainAnyElementsOf(classesIn(FlumeHome.STOCK_LIB));
    assertThat(names(plugin.resolve("libext"))).isEmpty();
  }

  @Test
  void archive_holdsPlainFilesOfRootInOurFolderOnly() throws Exception {
    // Mode, owner, size, date, time, name.
    for (String line : FlumeHome.listTarball()) {
      assertThat(line)
          .matches("(d|-)r[-w][-x]r-[-x]r-[-x] +0/0 .* plugins[.]d/(flume-aggregation/.*)?")
          .doesNotContain("..", " -> ", " link to ");
    }
  }

  @Test
  void jars_holdNothingOfOthers() throws IOException {
    for (String name : names(plugin.resolve("lib"))) {
      try (JarFile jar = new JarFile(plugin.resolve("lib").resolve(name).toFile())) {
        assertThat(jar.stream().map(JarEntry::getName))
            .allMatch(
                entry ->
                    entry.startsWith("io/github/flumeaggregation/")
                        || "io/github/flumeaggregation/".startsWith(entry)
                        || entry.startsWith("META-INF/maven/io.github.flumeaggregation/")
                        || "META-INF/maven/io.github.flumeaggregation/".startsWith(entry)
                        || entry.matches("META-INF/(MANIFEST[.]MF|LICENSE|NOTICE)")
                        || isOfCharts(name, entry))
            .contains("META-INF/LICENSE", "META-INF/NOTICE")
            .noneMatch(
                entry ->
                    entry.matches(
                        ".*(slf4j|log4j|guava|google/common|jackson|netty|jetty|avro/|hadoop/|kafka/).*"));
      }
    }
  }

  /** Two files of uPlot and its licence, where webjars have them. */
  private static boolean isOfCharts(String jar, String entry) {
    return jar.startsWith("flume-aggregation-monitor-")
        && entry.matches("META-INF/resources/(webjars/(uplot/.*)?)?");
  }

  @Test
  void prometheusClient_isInTheMonitorAlone_andHasAnotherName() throws IOException {
    String shaded = "io/github/flumeaggregation/monitor/shaded/";
    assertThat(classesIn(plugin.resolve("lib")))
        .anyMatch(name -> name.startsWith(shaded + "prometheus/expositionformats/"))
        .noneMatch(name -> name.contains("protobuf/"));
    for (String name : names(plugin.resolve("lib"))) {
      try (JarFile jar = new JarFile(plugin.resolve("lib").resolve(name).toFile())) {
        boolean holdsIt = jar.stream().anyMatch(entry -> entry.getName().startsWith(shaded));
        assertThat(holdsIt).as(name).isEqualTo(name.startsWith("flume-aggregation-monitor-"));
      }
    }
  }

  @Test
  void licences_areThoseOfTheProjectAndOwnUpToNothingMore() throws IOException {
    for (String file : new String[] {"LICENSE", "NOTICE"}) {
      assertThat(Files.readString(plugin.resolve(file)))
          .isEqualTo(Files.readString(FlumeHome.PROJECT.resolve(file)));
    }
    // As long as there is nothing in libext and no other foreign class in lib, this is the truth.
    assertThat(Files.readString(plugin.resolve("NOTICE")))
        .containsPattern("no\\s+third-party libraries")
        .contains("tools/", "picocli", "Prometheus Java client", "uPlot", "MIT License");
    assertThat(Files.readString(plugin.resolve("LICENSE"))).contains("Apache License", "2.0");
  }

  @Test
  void conf_hasEveryExample_andTheSchemaOfRows() throws IOException {
    Path examples = FlumeHome.PROJECT.resolve("examples");
    Set<String> expected = filesBelow(examples);
    expected.removeIf(file -> file.startsWith("data/"));
    assertThat(expected).contains("access-log.conf", "alertmanager.yml", "spark/rows-avro.sql");
    expected.add("WindowRow.avsc");
    assertThat(filesBelow(plugin.resolve("conf"))).isEqualTo(expected);
  }

  @Test
  void man_hasThePageOfTheCommandLine() throws IOException {
    assertThat(plugin.resolve("man/man1/flume-aggregation.1"))
        .hasSameTextualContentAs(FlumeHome.PROJECT.resolve("assembly/man/flume-aggregation.1"));
  }

  private static Set<String> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return new TreeSet<>(
          files
              .filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString())
              .toList());
    }
  }

  @Test
  void manifests_haveTheVersion() throws IOException {
    for (String name : names(plugin.resolve("lib"))) {
      try (JarFile jar = new JarFile(plugin.resolve("lib").resolve(name).toFile())) {
        assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Version"))
            .isEqualTo(System.getProperty("it.version"));
      }
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private static Set<String> classesIn(Path lib) throws IOException {
    Set<String> classes = new TreeSet<>();
    for (String name : names(lib)) {
      try (JarFile jar = new JarFile(lib.resolve(name).toFile())) {
        jar.stream()
            .map(JarEntry::getName)
            .filter(entry -> entry.endsWith(".class") && !entry.startsWith("META-INF/"))
            .forEach(classes::add);
      }
    }
    return classes;
  }
}
