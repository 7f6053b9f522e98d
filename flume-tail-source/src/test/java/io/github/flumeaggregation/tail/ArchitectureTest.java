package io.github.flumeaggregation.tail;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package of the tail source may use which; and who may name them. */
@AnalyzeClasses(
    packages = "io.github.flumeaggregation.tail",
    importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.github.flumeaggregation.tail";

  @ArchTest
  static final ArchRule PACKAGES_USE_THOSE_BELOW_THEM =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("shell")
          .definedBy(ROOT)
          .layer("engine")
          .definedBy(ROOT + ".engine..")
          .layer("position")
          .definedBy(ROOT + ".position..")
          .layer("find")
          .definedBy(ROOT + ".find..")
          .layer("file")
          .definedBy(ROOT + ".file..")
          .layer("watch")
          .definedBy(ROOT + ".watch..")
          .layer("frame")
          .definedBy(ROOT + ".frame..")
          .ensureAllClassesAreContainedInArchitectureIgnoring("io.github.flumeaggregation.core..")
          .whereLayer("shell")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("shell")
          .whereLayer("position")
          .mayOnlyBeAccessedByLayers("shell", "engine")
          .whereLayer("find")
          .mayOnlyBeAccessedByLayers("shell", "engine", "position")
          .whereLayer("file")
          .mayOnlyBeAccessedByLayers("shell", "engine", "position", "find")
          .whereLayer("watch")
          .mayOnlyBeAccessedByLayers("shell", "engine", "position", "find")
          .whereLayer("frame")
          .mayOnlyBeAccessedByLayers("shell", "engine");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  /** In Flume 2.0 it is in another package. */
  @ArchTest
  static final ArchRule NOTHING_THAT_HAS_MOVED_IS_NAMED =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.apache.flume.ChannelException");

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
  static final ArchRule FRAMES_KNOW_NO_FILES =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".frame..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio.file..");

  /** Benchmarks measure the engine itself. */
  @Test
  void subPackages_areNamedInNoOtherModule() throws IOException {
    Path home = Paths.get("..").toRealPath();
    Pattern name =
        Pattern.compile("flumeaggregation\\.tail\\.(engine|position|find|file|watch|frame)\\b");
    try (Stream<Path> modules = Files.list(home)) {
      List<Path> naming =
          modules
              .map(module -> module.resolve("src"))
              .filter(Files::isDirectory)
              .filter(source -> !source.startsWith(home.resolve("flume-tail-source")))
              .filter(source -> !source.startsWith(home.resolve("benchmarks")))
              .flatMap(ArchitectureTest::files)
              .filter(file -> name.matcher(text(file)).find())
              .toList();
      assertThat(naming).isEmpty();
    }
  }

  private static Stream<Path> files(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().matches(".*[.](java|conf|xml|properties)"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
