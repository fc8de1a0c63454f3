package com.dayzero.customers.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;

@AnalyzeClasses(
    packages = "com.dayzero.customers",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.Written.class})
class ArchitectureTest {
  /** Leaves out the beans that an earlier build has prepared. */
  static final class Written implements ImportOption {
    private static final Pattern PREPARED = Pattern.compile(".*__[^/]*\\.class");

    @Override
    public boolean includes(Location location) {
      return !location.matches(PREPARED);
    }
  }

  private static final String GENERATED = "com.dayzero.customers.server.database.generated..";

  @ArchTest
  static final ArchRule sqlIsOnlyInRepositories =
      noClasses()
          .that()
          .haveNameNotMatching(".*Repository(\\$.*)?")
          .and()
          .resideOutsideOfPackage("com.dayzero.customers.server.database..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jooq..", GENERATED)
          .because("one class for each kind of data is where its SQL is looked for");

  @ArchTest
  static final ArchRule repositoriesBelongToTheirFeature =
      classes()
          .that()
          .haveSimpleNameEndingWith("Repository")
          .should()
          .bePackagePrivate()
          .because("other features ask the feature, not its tables");

  @ArchTest
  static final ArchRule featuresDependInOneDirection =
      slices()
          .matching("com.dayzero.customers.server.(*)..")
          .should()
          .beFreeOfCycles()
          .because("data flows one way: access, validation, delegate, repository, answer");

  @ArchTest
  static final ArchRule transactionsAreBegunInTheCode =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework.transaction.annotation..")
          .because("nothing looks for @Transactional, so it would do nothing");

  @ArchTest
  static final ArchRule listenersAreFoundByTheirType =
      noMethods()
          .should()
          .beMetaAnnotatedWith(EventListener.class)
          .because("nothing looks for @EventListener: implement ApplicationListener");

  @ArchTest
  static final ArchRule whatRunsFromTimeToTimeIsToldToTheScheduler =
      noMethods()
          .should()
          .beMetaAnnotatedWith(Scheduled.class)
          .because("nothing looks for @Scheduled: add it to a ScheduledTaskRegistrar");

  @ArchTest
  static final ArchRule timesAreSetWithTheirUnit =
      fields()
          .that()
          .haveRawType(Duration.class)
          .and()
          .areNotStatic()
          .and()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(ConfigurationProperties.class)
          .should()
          .beAnnotatedWith(DurationUnit.class)
          .because("Spring takes a number without a unit for milliseconds: @DurationUnit(FOREVER)");
}
