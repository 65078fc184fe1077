package io.dunlin.crdt;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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
import io.dunlin.crdt.causal.Dot;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What this library must not know: anything but the JDK's plain values. Each rule is shown to fail
 * too.
 */
class ArchitectureTest {
  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.dunlin.crdt");

  /**
   * No java.io, java.nio.file, java.net, java.time, java.util.concurrent: they are not in the list.
   */
  private static final ArchRule PLAIN_VALUES_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "io.dunlin.crdt..",
                  "java.lang",
                  "java.lang.invoke",
                  "java.lang.runtime",
                  "java.nio",
                  "java.nio.charset",
                  "java.util",
                  "java.util.function",
                  "java.util.stream",
                  "org.jspecify.annotations"));

  private static final ArchRule NO_CLOCK_THREAD_OR_CHANCE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              Thread.class, ThreadLocal.class, Random.class, SplittableRandom.class, UUID.class)
          .orShould()
          .accessTargetWhere(impureCall());

  private static final ArchRule NO_CYCLES =
      slices().matching("io.dunlin.(**)").should().beFreeOfCycles();

  private static final ArchRule NO_PARENT_KNOWS_ITS_CHILDREN =
      classes().should(notDependOnPackagesBelowTheirOwn());

  @Test
  void dependsOnPlainValuesOnly() {
    PLAIN_VALUES_ONLY.check(LIBRARY);
  }

  @Test
  void readsNoClockStartsNoThreadThrowsNoDice() {
    NO_CLOCK_THREAD_OR_CHANCE.check(LIBRARY);
  }

  @Test
  void packagesFormNoCycle() {
    NO_CYCLES.check(LIBRARY);
  }

  @Test
  void parentsDoNotKnowTheirChildren() {
    NO_PARENT_KNOWS_ITS_CHILDREN.check(LIBRARY);
  }

  @Test
  void theRulesCatchOffenders() {
    assertCaught(PLAIN_VALUES_ONLY, AsksTheTime.class);
    assertCaught(NO_CLOCK_THREAD_OR_CHANCE, ReadsTheClock.class);
    assertCaught(NO_CLOCK_THREAD_OR_CHANCE, ThrowsDice.class);
    assertCaught(NO_CLOCK_THREAD_OR_CHANCE, StartsAThread.class);
    assertCaught(NO_PARENT_KNOWS_ITS_CHILDREN, KnowsAChild.class);
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
          boolean impureSystem =
              owner.equals("java.lang.System") && !pureOfSystem.contains(access.getName());
          boolean mathRandom = owner.equals("java.lang.Math") && access.getName().equals("random");
          boolean shuffle =
              owner.equals("java.util.Collections") && access.getName().equals("shuffle");
          return impureSystem || mathRandom || shuffle;
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

  static final class AsksTheTime {
    Instant now() {
      return Instant.EPOCH;
    }
  }

  static final class ReadsTheClock {
    long now() {
      return System.nanoTime();
    }
  }

  static final class ThrowsDice {
    double dice() {
      return Math.random();
    }
  }

  static final class StartsAThread {
    String thread() {
      return Thread.currentThread().getName();
    }
  }

  static final class KnowsAChild {
    long seq(Dot dot) {
      return dot.seq();
    }
  }
}
