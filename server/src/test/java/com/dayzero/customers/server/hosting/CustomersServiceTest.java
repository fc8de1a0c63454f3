package com.dayzero.customers.server.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Prerequisite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit of systemd, judged by systemd. */
class CustomersServiceTest {
  private static final Path UNIT = Path.of("../hosting/customers.service").toAbsolutePath();

  /** The first that judges a unit which is not loaded. */
  private static final int WITH_OFFLINE = 250;

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void needsSystemd() throws Exception {
    Prerequisite.check(
        Files.isExecutable(Path.of("/usr/bin/systemd-analyze")) && version() >= WITH_OFFLINE,
        "Verifying hosting/customers.service needs systemd 250 or later: apt install systemd.");
  }

  @Test
  void isVerifiedWithoutAComplaint() throws Exception {
    // Verified wherever this machine's Java is.
    Path unit = folder.resolve("customers.service");
    Files.writeString(unit, Files.readString(UNIT).replace("/usr/bin/java", "/usr/bin/env"));

    Command.Ended verified =
        analyze("verify", "--man=no", "--recursive-errors=no", unit.toString());

    assertThat(verified.output()).isEmpty();
    assertThat(verified.status()).isZero();
  }

  /** systemd's measure: 0 is no way to harm the machine, 100 is every way. */
  @Test
  void isExposedAtMostAsFarAsANetworkServiceOfTheJvmHasToBe() throws Exception {
    Command.Ended measured =
        analyze("security", "--offline=true", "--threshold=15", UNIT.toString());

    assertThat(measured.status()).as(measured.output()).isZero();
  }

  private int version() throws Exception {
    Matcher version = Pattern.compile("systemd (\\d+)").matcher(analyze("--version").output());
    return version.find() ? Integer.parseInt(version.group(1)) : 0;
  }

  private Command.Ended analyze(String... arguments) throws Exception {
    String[] words = new String[arguments.length + 1];
    words[0] = "systemd-analyze";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    return new Command(folder, words).with("SYSTEMD_COLORS", "0").run();
  }
}
