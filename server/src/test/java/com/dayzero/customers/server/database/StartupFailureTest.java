package com.dayzero.customers.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dayzero.customers.server.ServerApplication;
import com.dayzero.customers.server.ServerProcess;
import com.dayzero.customers.server.trials.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTest {

  @Test
  void tellsAnUnreachableDatabaseInOneLine(@TempDir Path folder) throws IOException {
    String url = "postgresql://me:secret@localhost:%d/db".formatted(Ports.free());
    try (ServerProcess server = ServerProcess.start(folder, Map.of("DATABASE_URL", url))) {
      assertThat(server.failure())
          .singleElement()
          .asString()
          .contains("Cannot reach the database jdbc:postgresql://localhost:")
          .contains("as user me")
          .contains("Set DATABASE_URL")
          .doesNotContain("secret");
    }
  }

  @Test
  void doesNotRepeatAUrlThatTheDriverCannotRead(CapturedOutput output) {
    String url = "--customers.database.url=jdbc:postgresql://db:54x2/c?user=a&password=secret";
    assertThatThrownBy(() -> SpringApplication.run(ServerApplication.class, url))
        .isInstanceOf(StartupFailure.class);
    assertThat(output.getAll())
        .contains("Cannot reach the database jdbc:postgresql://db:54x2/c")
        .doesNotContain("secret");
  }
}
