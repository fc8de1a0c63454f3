package com.dayzero.customers.contracttests.report;

import java.util.List;
import java.util.Locale;

/**
 * What a run of the verification found, as it stands in {@code report.json}.
 *
 * @param passed whether the build goes on: no test failed
 * @param finished when the run ended, in UTC
 * @param contract the version of the contract
 * @param released the version that it was compared with
 * @param tests how many tests ran
 * @param consumers what each consumer relies on, and who honours it
 * @param coverage how much of the contract was seen
 * @param counted what tests have counted, such as generated requests by status
 * @param breaking changes since the release that break clients
 * @param additive changes since the release that break nobody
 * @param failures every test that failed
 */
record Findings(
    boolean passed,
    String finished,
    String contract,
    String released,
    Tests tests,
    List<Consumer> consumers,
    List<Covered> coverage,
    List<Count> counted,
    List<String> breaking,
    List<String> additive,
    List<Failure> failures) {

  /**
   * How many tests ran.
   *
   * @param passed those that passed
   * @param failed those that failed
   * @param skipped those that did not run, for want of a program
   */
  record Tests(int passed, int failed, int skipped) {}

  /**
   * A consumer's pact.
   *
   * @param name the consumer
   * @param interactions what it relies on
   */
  record Consumer(String name, List<Interaction> interactions) {}

  /**
   * One interaction, and whether it is honoured.
   *
   * @param name its description in the pact
   * @param server whether the server does
   * @param mock whether the mock does
   * @param contract whether it is inside the contract
   */
  record Interaction(String name, Mark server, Mark mock, Mark contract) {}

  /** Whether something holds. */
  enum Mark {
    YES,
    NO,
    UNTRIED;

    /** For the page: {@code yes}, {@code no} or {@code untried}. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Something that the contract speaks of.
   *
   * @param kind such as "status"
   * @param name what it is
   * @param server whether the server was seen to do it
   * @param mock whether the mock was
   */
  record Covered(String kind, String name, Mark server, Mark mock) {}

  /**
   * What a test has counted.
   *
   * @param test the test's class
   * @param what what it counted
   * @param count how many
   */
  record Count(String test, String what, String count) {}

  /**
   * A test that failed.
   *
   * @param test its class and name
   * @param message what it says
   */
  record Failure(String test, String message) {}
}
