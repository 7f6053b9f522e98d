package io.github.flumeaggregation.interceptor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** One flat package, of which one class is known to Flume. */
@AnalyzeClasses(
    packages = "io.github.flumeaggregation.interceptor",
    importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ONLY_THE_SHELL_KNOWS_FLUME =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.AggregationInterceptor(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flume..")
          .because("the engine is tested without an agent");
}
