package com.dayzero.customers.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");
  private static final String WRITE =
      "mvn -pl server -am package -Dtest=SettingsReferenceTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dconfiguration.write=true";

  private final SettingsReference reference = new SettingsReference();

  SettingsReferenceTest() throws IOException {}

  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    if (Boolean.getBoolean("configuration.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, reference.page());
    }
    assertThat(PAGE)
        .as("docs/configuration.md is stale, write it anew: %s", WRITE)
        .exists()
        .content()
        .isEqualTo(reference.page());
  }

  @Test
  void everySettingOfOursHasAVariable() {
    assertThat(reference.settings())
        .as("write it into application.yaml as ${VARIABLE:default}")
        .extracting(Setting::property)
        .containsAll(reference.ours());
  }

  @Test
  void everyVariableHasAMeaning() {
    assertThat(reference.settings())
        .as("describe it: a component of a @ConfigurationProperties record, and its @param")
        .allSatisfy(it -> assertThat(it.meaning()).as(it.property()).isNotEmpty());
  }
}
