package io.github.flumeaggregation.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code mvn -Prelease verify} makes, in two places. */
class ReleaseIT {
  private static final String VERSION = System.getProperty("it.version");
  private static final List<String> PUBLISHED =
      List.of(
          "flume-aggregation-core",
          "flume-aggregation-interceptor",
          "flume-aggregation-monitor",
          "flume-tail-source",
          "flume-window-sink");

  @TempDir static Path dir;
  private static Path release;
  private static Path again;

  @BeforeAll
  static void buildTwice() throws Exception {
    Release here = Release.startIn(dir.resolve("here"));
    Release there = Release.startIn(Files.createDirectory(dir.resolve("there")).resolve("deeper"));
    release = here.await();
    again = there.await();
  }

  @Test
  void anotherPlace_givesTheSameBytes() throws IOException {
    assertThat(sums(again)).isEqualTo(sums(release));
    Path archive = release.resolve(FlumeHome.TARBALL.getFileName());
    assertThat(Files.mismatch(FlumeHome.TARBALL, archive)).as("the tested archive").isEqualTo(-1);
  }

  private static Map<String, String> sums(Path folder) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("SHA512SUMS"))) {
      sums.put(line.split("  ")[1], line.split("  ")[0]);
    }
    return sums;
  }

  @Test
  void sums_areThoseOfAllFiles() throws Exception {
    TreeSet<String> expected = new TreeSet<>();
    expected.add(FlumeHome.TARBALL.getFileName().toString());
    expected.add("flume-aggregation_" + VERSION + "_all.deb");
    expected.add("flume-aggregation-" + VERSION + "-bom.json");
    expected.add("flume-aggregation-" + VERSION + "-bom.xml");
    for (String module : PUBLISHED) {
      for (String kind : List.of("", "-sources", "-javadoc")) {
        expected.add(module + "-" + VERSION + kind + ".jar");
      }
    }
    assertThat(sums(release).keySet()).isEqualTo(expected);
    for (Path folder : List.of(release, again)) {
      run(folder, "sha512sum", "--check", "--strict", "SHA512SUMS");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-sources", "-javadoc"})
  void jarsBesideTheJars_haveEachPublicClass(String kind) throws IOException {
    String suffix = kind.equals("-sources") ? ".java" : ".html";
    for (String module : PUBLISHED) {
      List<String> names = entries(release.resolve(module + "-" + VERSION + kind + ".jar"));
      assertThat(names)
          .contains("META-INF/MANIFEST.MF")
          .anyMatch(name -> name.matches("io/github/flumeaggregation/.*" + suffix));
    }
  }

  private static List<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(JarEntry::getName).toList();
    }
  }

  /** What the archive has of others is under the licence that it has itself, or under MIT. */
  @Test
  void billOfMaterials_hasOurJars_andTheLibrariesOfCommandLineAndMonitor() throws IOException {
    String bom = Files.readString(release.resolve("flume-aggregation-" + VERSION + "-bom.json"));
    JsonArray components =
        JsonParser.parseString(bom).getAsJsonObject().getAsJsonArray("components");
    List<String> names = new ArrayList<>();
    for (JsonElement component : components) {
      String name = component.getAsJsonObject().get("name").getAsString();
      names.add(name);
      assertThat(component.getAsJsonObject().get("licenses").toString())
          .contains(name.equals("uplot") ? "MIT" : "Apache-2.0");
    }
    List<String> expected = new ArrayList<>(PUBLISHED);
    expected.addAll(List.of("flume-aggregation-tool", "picocli", "uplot"));
    for (String part : List.of("config", "model", "exposition-textformats")) {
      expected.add("prometheus-metrics-" + part);
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void debianPackage_putsTheArchiveUnderFlumesHome_andTakesItAway() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/dpkg")), "dpkg");
    Path root = dir.resolve("root");
    Path home = Files.createDirectories(root.resolve("opt/flume"));
    Path conf = Files.createDirectory(home.resolve("conf"));
    Files.writeString(conf.resolve("agent.conf"), "");
    Files.createDirectories(root.resolve("var/lib/dpkg"));

    dpkg(
        root, "--install", release.resolve("flume-aggregation_" + VERSION + "_all.deb").toString());
    Path unpacked = FlumeHome.createIn(dir).dir().resolve("plugins.d/flume-aggregation");
    Path installed = home.resolve("plugins.d/flume-aggregation");
    run(dir, "diff", "-r", unpacked.toString(), installed.toString());
    assertThat(installed.resolve("libext")).isDirectory();
    assertThat(installed.resolve("bin/flume-aggregation")).isExecutable();
    assertThat(root.resolve("usr/share/doc/flume-aggregation/copyright")).isRegularFile();

    dpkg(root, "--purge", "flume-aggregation");
    assertThat(home).isDirectoryNotContaining("glob:**/plugins.d");
    assertThat(conf.resolve("agent.conf")).exists();
    assertThat(root.resolve("usr")).doesNotExist();
  }

  private static void dpkg(Path root, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "dpkg", "--root=" + root, "--log=" + dir.resolve("dpkg.log"), "--force-not-root"));
    command.addAll(List.of(arguments));
    run(dir, command.toArray(new String[0]));
  }

  private static void run(Path folder, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + output).isZero();
  }
}
