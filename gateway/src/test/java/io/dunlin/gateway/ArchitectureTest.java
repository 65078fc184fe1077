package io.dunlin.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.javalin.http.Context;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the rooms of the gateway must not know. Rules that name a library are shown to fail too. */
class ArchitectureTest {
  private static final JavaClasses GATEWAY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.dunlin.gateway");

  private static final ArchRule SQL_IN_ITS_STORE =
      only("io.dunlin.gateway.store..", "java.sql..", "javax.sql..", "org.sqlite..");

  private static final ArchRule HTTP_IN_THE_DASHBOARD =
      only("io.dunlin.gateway.web..", "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

  @Test
  void librariesStayInTheirAdapters() {
    SQL_IN_ITS_STORE.check(GATEWAY);
    HTTP_IN_THE_DASHBOARD.check(GATEWAY);
    only("io.dunlin.gateway.mqtt", "org.eclipse.paho..").check(GATEWAY);
    only("io.dunlin.gateway.broker", "org.apache.activemq..", "org.apache.artemis..")
        .check(GATEWAY);
    only("io.dunlin.gateway.intake", "org.snakeyaml..", "com.networknt..").check(GATEWAY);
    assertCaught(SQL_IN_ITS_STORE, KnowsSql.class);
    assertCaught(HTTP_IN_THE_DASHBOARD, KnowsHttp.class);
  }

  /** The device's transports know Californium; the gateway reaches it through them. */
  @Test
  void nobodyHereKnowsCalifornium() {
    only("io.dunlin.gateway.none", "org.eclipse.californium..").check(GATEWAY);
  }

  @Test
  void theCommandLineIsReadInCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.dunlin.gateway.cli..", "io.dunlin.gateway.demo", "io.dunlin.gateway.plan")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..")
        .check(GATEWAY);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.dunlin.(**)").should().beFreeOfCycles().check(GATEWAY);
  }

  @Test
  void parentsDoNotKnowTheirChildren() {
    classes().should(notDependOnPackagesBelowTheirOwn()).check(GATEWAY);
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

  record KnowsSql(@Nullable Connection connection) {}

  record KnowsHttp(@Nullable Context context) {}
}
