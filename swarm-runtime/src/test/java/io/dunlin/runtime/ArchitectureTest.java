package io.dunlin.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import org.eclipse.californium.core.coap.CoAP;
import org.junit.jupiter.api.Test;

/** What the rooms of the device must not know. Each rule is shown to fail too. */
class ArchitectureTest {
  private static final JavaClasses RUNTIME =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.dunlin.runtime");

  /** Everything that runs the same on a board, in a test and in the simulator. */
  private static final String[] PURE = {
    "io.dunlin.runtime.step",
    "io.dunlin.runtime.cbor",
    "io.dunlin.runtime.state",
    "io.dunlin.runtime.trust",
    "io.dunlin.runtime.journal",
    "io.dunlin.runtime.blob",
    "io.dunlin.runtime.senml",
    "io.dunlin.runtime.sync",
    "io.dunlin.runtime.link",
    "io.dunlin.runtime.membership",
    "io.dunlin.runtime.progress",
    "io.dunlin.runtime.mission",
    "io.dunlin.runtime.task",
    "io.dunlin.runtime.transport.fetch",
    "io.dunlin.runtime.node",
    "io.dunlin.runtime.sim"
  };

  private static final List<String> MACHINES =
      List.of("journal", "blob", "sync", "link", "membership", "mission", "task");

  private static final ArchRule PURE_PARTS_DO_NO_IO =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.nio.file..",
              "java.nio.channels..",
              "java.net..",
              "java.util.logging..",
              "org.slf4j..",
              "java.util.concurrent",
              "java.util.concurrent.locks..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class, java.io.File.class, java.util.Random.class)
          .orShould()
          .accessTargetWhere(impureCall());

  private static final ArchRule NO_CYCLES =
      slices().matching("io.dunlin.(**)").should().beFreeOfCycles();

  private static final ArchRule NO_PARENT_KNOWS_ITS_CHILDREN =
      classes()
          .that()
          .resideOutsideOfPackage("io.dunlin.runtime.host")
          .should(notDependOnPackagesBelowTheirOwn());

  @Test
  void pureMachinesDoNoIo() {
    PURE_PARTS_DO_NO_IO.check(RUNTIME);
    assertCaught(PURE_PARTS_DO_NO_IO, io.dunlin.runtime.node.ReadsTheClock.class);
  }

  @Test
  void machinesDoNotKnowEachOther() {
    for (String machine : MACHINES) {
      String[] others =
          MACHINES.stream()
              .filter(other -> !other.equals(machine))
              .map(other -> "io.dunlin.runtime." + other)
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("io.dunlin.runtime." + machine)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(RUNTIME);
    }
  }

  @Test
  void librariesStayInTheirAdapters() {
    only("io.dunlin.runtime.transport.coap", "org.eclipse.californium..").check(RUNTIME);
    only("io.dunlin.runtime.transport.mqtt", "org.eclipse.paho..").check(RUNTIME);
    only("io.dunlin.runtime.host..", "picocli..", "org.tomlj..").check(RUNTIME);
    only("io.dunlin.runtime.host.scenario", "org.snakeyaml..").check(RUNTIME);
    only("io.dunlin.runtime.host.snapshot", "com.esotericsoftware..").check(RUNTIME);
    assertCaught(
        only("io.dunlin.runtime.transport.coap", "org.eclipse.californium.."),
        KnowsCalifornium.class);
  }

  @Test
  void packagesFormNoCycle() {
    NO_CYCLES.check(RUNTIME);
    assertCaught(
        NO_CYCLES, io.dunlin.runtime.knot.one.One.class, io.dunlin.runtime.knot.two.Two.class);
  }

  @Test
  void parentsDoNotKnowTheirChildren() {
    NO_PARENT_KNOWS_ITS_CHILDREN.check(RUNTIME);
  }

  private static ArchRule only(String home, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  private static void assertCaught(ArchRule rule, Class<?>... offenders) {
    JavaClasses imported = new ClassFileImporter().importClasses(offenders);
    assertThatThrownBy(() -> rule.check(imported)).isInstanceOf(AssertionError.class);
  }

  private static DescribedPredicate<JavaAccess<?>> impureCall() {
    Set<String> pureOfSystem = Set.of("arraycopy", "identityHashCode");
    return DescribedPredicate.describe(
        "reads a clock, the environment or default randomness",
        access -> {
          String owner = access.getTargetOwner().getName();
          return (owner.equals("java.lang.System") && !pureOfSystem.contains(access.getName()))
              || (owner.equals("java.lang.Math") && access.getName().equals("random"))
              || (owner.equals("java.time.Instant") && access.getName().equals("now"));
        });
  }

  private static ArchCondition<JavaClass> notDependOnPackagesBelowTheirOwn() {
    return new ArchCondition<>("not depend on packages below their own") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String below = item.getPackageName() + ".";
        for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
          if (dependency.getTargetClass().getPackageName().startsWith(below)) {
            events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
          }
        }
      }
    };
  }

  static final class KnowsCalifornium {
    String code() {
      return CoAP.Code.GET.name();
    }
  }
}
