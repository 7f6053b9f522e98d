package io.github.flumeaggregation.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What core may depend on. */
@AnalyzeClasses(
    packages = "io.github.flumeaggregation.core",
    importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule CORE_IMPORTS_NO_FLUME =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flume..")
          .because("the engine is tested and used without an agent");

  @ArchTest
  static final ArchRule CORE_NEEDS_NOTHING_BUT_JAVA =
      classes()
          .should()
          .onlyDependOnClassesThat()
          // javax.management is Java's own, in the module java.management.
          .resideInAnyPackage("java..", "javax.management..", "io.github.flumeaggregation.core..")
          .because("an agent has one flat class path, on which the stock jar always wins");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.github.flumeaggregation.core.(*)..").should().beFreeOfCycles();
}
