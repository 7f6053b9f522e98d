package io.github.flumeaggregation.tool;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Each command is a package; what several of them need lies in packages that know no command. */
@AnalyzeClasses(
    packages = "io.github.flumeaggregation.tool",
    importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.github.flumeaggregation.tool";

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  /** verify replays, and the quickstart guesses. */
  @ArchTest
  static final ArchRule COMMANDS_KNOW_NO_OTHER_COMMAND =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("main")
          .definedBy(ROOT)
          .layer("commands")
          .definedBy(of("check", "explain", "parse", "quickstart", "state", "validate", "verify"))
          .layer("guess")
          .definedBy(of("guess"))
          .layer("replay")
          .definedBy(of("replay"))
          .layer("shared")
          .definedBy(of("command", "conf", "log", "rows"))
          .ensureAllClassesAreContainedInArchitectureIgnoring(
              "io.github.flumeaggregation.core..",
              "io.github.flumeaggregation.tail..",
              "io.github.flumeaggregation.window..",
              "io.github.flumeaggregation.interceptor..")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("commands")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("guess")
          .mayOnlyBeAccessedByLayers("main", "commands")
          .whereLayer("replay")
          .mayOnlyBeAccessedByLayers("main", "commands")
          .whereLayer("shared")
          .mayOnlyBeAccessedByLayers("main", "commands", "guess", "replay");

  @ArchTest
  static final ArchRule ONLY_WHAT_READS_CONFIGURATIONS_KNOWS_FLUME =
      noClasses()
          .that()
          .resideOutsideOfPackages(of("conf", "validate"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flume..")
          .because("a command may need no agent's libraries but for that");

  @ArchTest
  static final ArchRule ONLY_VERIFY_READS_HDFS =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".verify..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.hadoop..", "org.apache.avro..");

  private static String[] of(String... packages) {
    String[] patterns = new String[packages.length];
    for (int i = 0; i < packages.length; i++) {
      patterns[i] = ROOT + "." + packages[i] + "..";
    }
    return patterns;
  }
}
