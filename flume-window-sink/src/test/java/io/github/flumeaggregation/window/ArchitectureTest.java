package io.github.flumeaggregation.window;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package of the module may use which. */
@AnalyzeClasses(
    packages = "io.github.flumeaggregation.window",
    importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.github.flumeaggregation.window";
  private static final Pattern SUB_PACKAGE =
      Pattern.compile("io[.]github[.]flumeaggregation[.]window[.][a-z]");

  @ArchTest
  static final ArchRule LAYERS_USE_ONLY_THOSE_BELOW =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
          .layer("shell")
          .definedBy(ROOT)
          .layer("files")
          .definedBy(ROOT + ".files..")
          .layer("state")
          .definedBy(ROOT + ".state..")
          .layer("engine")
          .definedBy(ROOT + ".engine..")
          .layer("alert")
          .definedBy(ROOT + ".alert..")
          .layer("time")
          .definedBy(ROOT + ".time..")
          .layer("row")
          .definedBy(ROOT + ".row..")
          .ensureAllClassesAreContainedInArchitecture()
          .whereLayer("shell")
          .mayOnlyAccessLayers("files", "state", "engine", "alert", "time", "row")
          .whereLayer("files")
          .mayOnlyAccessLayers("state", "engine", "alert", "time", "row")
          .whereLayer("state")
          .mayOnlyAccessLayers("engine", "alert", "time", "row")
          .whereLayer("engine")
          .mayOnlyAccessLayers("alert", "time", "row")
          .whereLayer("alert")
          .mayOnlyAccessLayers("row")
          .whereLayer("time")
          .mayOnlyAccessLayers("row")
          .whereLayer("row")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule ONLY_THE_SHELL_KNOWS_FLUME =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flume..")
          .because("the engine is tested and used without an agent");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  /** Configurations and other modules name classes of the root package alone. */
  @Test
  void subPackages_areNamedNowhereElse() throws IOException {
    Path project = Path.of("").toAbsolutePath().getParent();
    List<Path> naming = new ArrayList<>();
    for (String folder : List.of("examples", "integration-tests/src", "flume-tail-source/src")) {
      assertThat(project.resolve(folder)).isDirectory();
    }
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (isOthers(project.relativize(file)) && SUB_PACKAGE.matcher(read(file)).find()) {
          naming.add(project.relativize(file));
        }
      }
    }
    // They measure engine and state from within their packages.
    for (String kind : List.of("main", "test")) {
      naming.removeIf(
          file -> file.startsWith("benchmarks/src/" + kind + "/java/" + path("window")));
    }
    // It is a world in which the parts themselves live, each with a disk and a clock of its own.
    naming.removeIf(file -> file.startsWith("simulation"));
    assertThat(naming).isEmpty();
  }

  private static String path(String below) {
    return ("io.github.flumeaggregation." + below).replace('.', '/');
  }

  private static boolean isOthers(Path file) {
    String name = file.toString();
    return name.matches(".*[.](java|conf|xml|properties)")
        && !name.contains("target/")
        && !file.startsWith("flume-window-sink");
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
