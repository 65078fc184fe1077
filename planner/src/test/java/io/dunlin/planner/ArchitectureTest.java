package io.dunlin.planner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this module must not know. */
@AnalyzeClasses(
    packages = "io.dunlin.planner",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule noPackageCycles =
      slices().matching("io.dunlin.planner.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule wordsDoNotKnowAlgorithms =
      noClasses()
          .that()
          .resideInAPackage("io.dunlin.planner")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.dunlin.planner.*..");

  @ArchTest
  static final ArchRule pure =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.nio.file..",
              "java.nio.channels..",
              "java.net..",
              "java.sql..",
              "java.util.logging..",
              "org.slf4j..",
              "java.lang.reflect..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.lang\\.Thread|java\\.io\\.File.*|java\\.util\\.Random|java\\.util\\.Timer|"
                  + "java\\.util\\.concurrent\\.(Executors|ForkJoinPool|ThreadLocalRandom)|"
                  + "java\\.time\\.(Clock|Instant|LocalDateTime|ZonedDateTime)")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule graphLibraryOnlyInRoute =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.dunlin.planner.route..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jgrapht..");

  @ArchTest
  static final ArchRule jsonOnlyInFormat =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.dunlin.planner.format..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("tools.jackson..");
}
