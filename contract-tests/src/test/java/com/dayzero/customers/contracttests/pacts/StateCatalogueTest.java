package com.dayzero.customers.contracttests.pacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateCatalogueTest {
  private final StateCatalogue states = new StateCatalogue();

  @Test
  void consumersReadOfEveryStateAndItsParameters() throws IOException {
    List<String> readme = Files.readAllLines(Path.of("README.md"));
    assertThat(states.names()).isNotEmpty();
    for (String state : states.names()) {
      assertThat(readme)
          .filteredOn(line -> line.startsWith("| `" + state + "` |"))
          .singleElement()
          .satisfies(line ->
              assertThat(states.parametersOf(state))
                  .allSatisfy(parameter -> assertThat(line).contains("`" + parameter + "`")));
    }
  }

  @Test
  void consumersReadOfNoOthers() throws IOException {
    assertThat(Files.readAllLines(Path.of("README.md")))
        .filteredOn(line -> line.matches("\\| `[a-z ]+` \\|.*"))
        .extracting(line -> line.split("`", 3)[1])
        .filteredOn(name -> name.contains(" "))
        .containsExactlyInAnyOrderElementsOf(states.names());
  }
}
