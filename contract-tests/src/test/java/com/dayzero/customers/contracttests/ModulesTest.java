package com.dayzero.customers.contracttests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the modules. */
@AnalyzeClasses(
    packages = "com.dayzero.customers",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {
  private static final String CONTRACT = "com.dayzero.customers.contract..";
  private static final String SERVER = "com.dayzero.customers.server..";
  private static final String MOCK = "com.dayzero.customers.mock..";

  @ArchTest
  static final ArchRule theContractKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage(CONTRACT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SERVER, MOCK, "org.springframework..")
          .because("the server and the mock both stand on it");

  @ArchTest
  static final ArchRule wireMockStaysInTheMock =
      noClasses()
          .that()
          .resideOutsideOfPackage(MOCK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.github.tomakehurst..", "wiremock..")
          .because("a server that needs a mock to run is none");

  @ArchTest
  static final ArchRule theMockNeedsNoServer =
      noClasses()
          .that()
          .resideInAPackage(MOCK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SERVER, "org.springframework..", "org.jooq..")
          .because("it starts in a second, without a database");

  @ArchTest
  static final ArchRule thePartsOfTheMockDependInOneDirection =
      slices().matching("com.dayzero.customers.mock.(*)..").should().beFreeOfCycles();
}
