package com.dayzero.customers.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.ServerApplication;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.SpringProperties;

/** What the build found of beans, against what a start finds. */
@ExtendWith(OutputCaptureExtension.class)
class PreparedBeansIT {
  /** The beans that look for beans. */
  private static final Predicate<String> SEEKER =
      Pattern.compile(
              "org\\.springframework\\.(context\\.annotation|boot\\.autoconfigure)\\.internal.*")
          .asMatchPredicate();

  @TempDir private static Path folder;

  @AfterEach
  void asBefore() {
    SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
  }

  @Test
  void areThoseThatAStartFinds(CapturedOutput output) {
    String settings = "--management.server.port=0 --customers.cors.origins=https://app.example.com";
    List<String> found = beans(false, settings);
    List<String> prepared = beans(true, settings);

    assertThat(found).anyMatch(SEEKER);
    assertThat(prepared)
        .containsExactlyInAnyOrderElementsOf(found.stream().filter(SEEKER.negate()).toList());
    assertThat(output.getOut())
        .as("who listens, in their order")
        .containsPattern("(?s)Version .* on Java .*Ready.*Version .* on Java .*Ready");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--management.server.port=-1",
        "--management.server.port=0"
            + " --management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:9"
      })
  void areNotUsedByAServerThatHasOthers(String settings) {
    assertThat(beans(true, settings)).anyMatch(SEEKER);
  }

  @Test
  void areUsedInProduction() {
    assertThat(Path.of("../hosting/jvm.options"))
        .content()
        .containsPattern("(?m)^-D%s=true$".formatted(Pattern.quote(AotDetector.AOT_ENABLED)));
  }

  private static List<String> beans(boolean prepared, String settings) {
    SpringProperties.setProperty(AotDetector.AOT_ENABLED, String.valueOf(prepared));
    SpringApplication server = new SpringApplication(ServerApplication.class);
    server.setMainApplicationClass(ServerApplication.class);
    String[] all =
        Stream.concat(
                Stream.of("--customers.data-folder=" + folder),
                Arrays.stream(settings.split(" ", -1)))
            .toArray(String[]::new);
    try (ConfigurableApplicationContext context = server.run(all)) {
      return List.of(context.getBeanDefinitionNames());
    }
  }
}
