package io.github.flumeaggregation.monitor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package of the module may use which, and what each may know. */
@AnalyzeClasses(
    packages = "io.github.flumeaggregation.monitor",
    importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.github.flumeaggregation.monitor";

  @ArchTest
  static final ArchRule NUMBERS_AND_HTTP_KNOW_NOTHING_OF_EACH_OTHER =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
          .layer("shell")
          .definedBy(ROOT)
          .layer("metrics")
          .definedBy(ROOT + ".metrics..")
          .layer("api")
          .definedBy(ROOT + ".api..")
          .layer("http")
          .definedBy(ROOT + ".http..")
          .ensureAllClassesAreContainedInArchitecture()
          .whereLayer("shell")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("shell")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("shell", "api")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("shell");

  @ArchTest
  static final ArchRule ONLY_THE_SHELL_KNOWS_FLUME =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flume..");

  @ArchTest
  static final ArchRule PARTS_ARE_WATCHED_FROM_WITHOUT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.github.flumeaggregation.window..",
              "io.github.flumeaggregation.tail..",
              "io.github.flumeaggregation.interceptor..")
          .because("what is shown of them is in their beans and in core.live");

  @ArchTest
  static final ArchRule ONLY_NUMBERS_NEED_THE_LIBRARY =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".metrics")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.prometheus..");
}
