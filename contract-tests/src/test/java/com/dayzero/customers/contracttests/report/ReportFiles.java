package com.dayzero.customers.contracttests.report;

import com.dayzero.customers.contracttests.report.Findings.Covered;
import com.dayzero.customers.contracttests.report.Findings.Interaction;
import com.dayzero.customers.contracttests.report.Findings.Mark;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where findings are told: a page, a JSON file, and a few lines on the console. */
final class ReportFiles {
  private final Path folder;

  /** Into this folder. */
  ReportFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * A group of the page's table of coverage.
   *
   * @param kind such as "status"
   * @param server how many the server was seen to do
   * @param mock how many the mock was
   * @param items all of them
   */
  record Group(String kind, long server, long mock, List<Covered> items) {}

  void write(Findings findings) {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("report.json"),
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(findings));
      Files.writeString(folder.resolve("index.html"), page(findings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    summary(findings).forEach(System.out::println);
    System.out.println("Report: " + folder.resolve("index.html").toAbsolutePath());
  }

  String page(Findings findings) {
    InputStreamReader template =
        new InputStreamReader(
            Objects.requireNonNull(getClass().getResourceAsStream("/report/page.mustache")),
            StandardCharsets.UTF_8);
    return Mustache.compiler()
        .defaultValue("")
        .compile(template)
        .execute(Map.of("it", findings, "groups", groups(findings), "summary", summary(findings)));
  }

  private static List<Group> groups(Findings findings) {
    Map<String, List<Covered>> byKind = new LinkedHashMap<>();
    findings
        .coverage()
        .forEach(it -> byKind.computeIfAbsent(it.kind(), kind -> new ArrayList<>()).add(it));
    return byKind.entrySet().stream()
        .map(it ->
            new Group(
                it.getKey(),
                count(it.getValue(), Covered::server),
                count(it.getValue(), Covered::mock),
                it.getValue()))
        .toList();
  }

  /** What was found, in a few lines. */
  List<String> summary(Findings findings) {
    List<Interaction> interactions =
        findings.consumers().stream().flatMap(it -> it.interactions().stream()).toList();
    return List.of(
        "Verification %s: %d tests passed, %d failed, %d skipped"
            .formatted(
                findings.passed() ? "passed" : "FAILED",
                findings.tests().passed(),
                findings.tests().failed(),
                findings.tests().skipped()),
        "Pacts: %d interactions, consumers %d; honoured by the server %d, by the mock %d; inside the contract %d"
            .formatted(
                interactions.size(),
                findings.consumers().size(),
                count(interactions, Interaction::server),
                count(interactions, Interaction::mock),
                count(interactions, Interaction::contract)),
        "Contract: of %d things it speaks of, seen on the server %d, on the mock %d"
            .formatted(
                findings.coverage().size(),
                count(findings.coverage(), Covered::server),
                count(findings.coverage(), Covered::mock)),
        "Since release %s: %d breaking changes, %d additive ones"
            .formatted(
                findings.released(), findings.breaking().size(), findings.additive().size()));
  }

  private static <T> long count(List<T> all, Function<T, Mark> mark) {
    return all.stream().filter(it -> mark.apply(it) == Mark.YES).count();
  }
}
