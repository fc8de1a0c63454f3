package com.dayzero.customers.contracttests.report;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contracttests.Side;
import com.dayzero.customers.contracttests.compatibility.Change;
import com.dayzero.customers.contracttests.compatibility.ContractDiff;
import com.dayzero.customers.contracttests.coverage.Coverage;
import com.dayzero.customers.contracttests.report.Findings.Consumer;
import com.dayzero.customers.contracttests.report.Findings.Count;
import com.dayzero.customers.contracttests.report.Findings.Covered;
import com.dayzero.customers.contracttests.report.Findings.Failure;
import com.dayzero.customers.contracttests.report.Findings.Interaction;
import com.dayzero.customers.contracttests.report.Findings.Mark;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Watches a run and writes what was found when it ends, whatever it was. It hears of tests from
 * JUnit, so it cannot say anything else than the build.
 */
public final class VerificationReport implements TestExecutionListener {
  private static final Path RELEASED = Path.of("../openapi/released/customers.yaml");

  private static final String SERVER = "ServerPactTest";
  private static final String MOCK = "MockPactTest";
  private static final String CONTRACT = "ContractPactTest";
  private static final Set<String> ON_PACTS = Set.of(SERVER, MOCK, CONTRACT);

  /** By consumer and interaction, what the class of tests found; all three name a test alike. */
  private final Map<String, Map<String, Map<String, Mark>>> pacts = new TreeMap<>();

  private final List<Count> counted = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private int passed;
  private int skipped;

  @Override
  public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    entry
        .getKeyValuePairs()
        .forEach((what, count) -> counted.add(new Count(className(test), what, count)));
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    skipped++;
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.FAILED) {
      String message =
          result
              .getThrowable()
              .map(it -> Objects.requireNonNullElse(it.getMessage(), it.toString()))
              .orElse("")
              .strip();
      failures.add(new Failure(className(test) + ", " + test.getDisplayName(), message));
    }
    if (test.isTest()) {
      count(test, result.getStatus());
    }
  }

  private void count(TestIdentifier test, Status status) {
    switch (status) {
      case SUCCESSFUL -> passed++;
      case ABORTED -> skipped++;
      case FAILED -> {}
    }
    String[] names = test.getDisplayName().split(" - ", 2);
    if (names.length == 2 && ON_PACTS.contains(className(test))) {
      pacts
          .computeIfAbsent(names[0], name -> new LinkedHashMap<>())
          .computeIfAbsent(names[1], name -> new TreeMap<>())
          .put(className(test), status == Status.SUCCESSFUL ? Mark.YES : Mark.NO);
    }
  }

  private static String className(TestIdentifier test) {
    return test.getUniqueIdObject().getSegments().stream()
        .filter(segment -> segment.getType().equals("class"))
        .map(UniqueId.Segment::getValue)
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .findFirst()
        .orElse("");
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan plan) {
    new ReportFiles(Path.of("target/verification")).write(findings());
  }

  private Findings findings() {
    JsonNode released = new YAMLMapper().readTree(RELEASED);
    JsonNode current = Contract.load().document();
    List<Change> changes = ContractDiff.compare(released, current);
    return new Findings(
        failures.isEmpty(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        current.at("/info/version").asString(),
        released.at("/info/version").asString(),
        new Findings.Tests(passed, failures.size(), skipped),
        consumers(),
        coverage(),
        counted,
        words(changes, Change.Kind.BREAKING),
        words(changes, Change.Kind.ADDITIVE),
        failures);
  }

  private List<Consumer> consumers() {
    return pacts.entrySet().stream()
        .map(consumer ->
            new Consumer(
                consumer.getKey(),
                consumer.getValue().entrySet().stream()
                    .map(it -> interaction(it.getKey(), it.getValue()))
                    .toList()))
        .toList();
  }

  private static Interaction interaction(String name, Map<String, Mark> marks) {
    return new Interaction(
        name,
        marks.getOrDefault(SERVER, Mark.UNTRIED),
        marks.getOrDefault(MOCK, Mark.UNTRIED),
        marks.getOrDefault(CONTRACT, Mark.UNTRIED));
  }

  private static List<Covered> coverage() {
    Map<Coverage.Item, Boolean> mock = Coverage.of(Side.MOCK).items();
    return Coverage.of(Side.SERVER).items().entrySet().stream()
        .map(it ->
            new Covered(
                it.getKey().kind(),
                it.getKey().name(),
                mark(it.getValue()),
                mark(mock.getOrDefault(it.getKey(), false))))
        .toList();
  }

  private static Mark mark(boolean seen) {
    return seen ? Mark.YES : Mark.UNTRIED;
  }

  private static List<String> words(Collection<Change> changes, Change.Kind kind) {
    return changes.stream().filter(it -> it.kind() == kind).map(Change::toString).toList();
  }
}
