package com.dayzero.customers.contracttests.sabotage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mistakes of {@code sabotage/defects} follow the code that they are made in. */
class DefectsTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();

  static List<Path> defects() throws IOException {
    try (Stream<Path> files = Files.list(MODULE.resolve("sabotage/defects"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("defects")
  void aDefectCanBeMade(Path defect) throws Exception {
    Process git = apply(defect);
    String said = new String(git.getInputStream().readAllBytes(), UTF_8);
    assertThat(git.waitFor()).as("make it again, as sabotage/README.md says: %s", said).isZero();
  }

  private static Process apply(Path defect) {
    try {
      return new ProcessBuilder("git", "apply", "--check", defect.toString())
          .directory(MODULE.resolve("..").toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      return abort("Without git nobody can tell: " + e.getMessage());
    }
  }
}
