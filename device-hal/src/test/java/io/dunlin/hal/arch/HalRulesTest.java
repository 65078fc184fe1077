package io.dunlin.hal.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** What the rooms of device-hal must not know. */
@AnalyzeClasses(packages = "io.dunlin.hal", importOptions = DoNotIncludeTests.class)
class HalRulesTest {
  private static final String[] OUTSIDE = {
    "java.io..",
    "java.nio.file..",
    "java.nio.channels..",
    "java.net..",
    "java.util.concurrent..",
    "java.util.logging..",
    "org.slf4j..",
    "java.awt..",
    "javax.imageio.."
  };

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.dunlin.hal.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule portsKnowNoAdapter =
      noClasses()
          .that()
          .resideInAPackage("io.dunlin.hal")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.dunlin.hal.*..");

  @ArchTest
  static final ArchRule portsAndFormatsDoNoInputAndOutput =
      noClasses()
          .that()
          .resideInAnyPackage("io.dunlin.hal", "io.dunlin.hal.jpeg")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(OUTSIDE);

  @ArchTest
  static final ArchRule nobodyAsksTheSystemForTimeOrThreads =
      noClasses()
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .orShould()
          .callMethod(Instant.class, "now");

  @ArchTest
  static final ArchRule theSimulationTouchesNoFileOrNetwork =
      noClasses()
          .that()
          .resideInAPackage("..sim..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..", "java.util.concurrent..");

  @ArchTest
  static final ArchRule pi4jStaysInItsAdapter =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.dunlin.hal.pi4j..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.pi4j..");

  @ArchTest
  static final ArchRule jacksonStaysInReplay =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.dunlin.hal.replay..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("tools.jackson..");

  @ArchTest
  static final ArchRule adaptersDoNotKnowEachOther =
      slices().matching("io.dunlin.hal.(sim|replay|pi4j|linux)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule onlyOpenKnowsTheAdapters =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.dunlin.hal.open..",
              "io.dunlin.hal.sim..",
              "io.dunlin.hal.replay..",
              "io.dunlin.hal.pi4j..",
              "io.dunlin.hal.linux..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.dunlin.hal.sim..",
              "io.dunlin.hal.replay..",
              "io.dunlin.hal.pi4j..",
              "io.dunlin.hal.linux..");
}
