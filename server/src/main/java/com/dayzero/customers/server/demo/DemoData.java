package com.dayzero.customers.server.demo;

import com.dayzero.customers.server.access.TokenHash;
import com.dayzero.customers.server.database.DataSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * A business to try the server with. The database knows only the hash of its token, so the token
 * itself is kept in a file that its owner alone can read.
 */
@Component
class DemoData {
  /** The ids that the contract's examples use. */
  static final UUID BUSINESS_ID = UUID.fromString("01940000-0000-7000-8000-000000000010");

  private static final String PAYMENT_TERM_ID = "01940000-0000-7000-8000-000000000030";
  private static final String SCOPE = "customers:write";
  private static final int TOKEN_BYTES = 24;
  private static final int TOKEN_DAYS = 365;

  private final DemoRepository repository;
  private final Path tokenFile;

  DemoData(DemoRepository repository, DataSettings settings) {
    this.repository = repository;
    this.tokenFile = settings.folder().resolve("demo-token");
  }

  /** The file that holds the token. */
  Path tokenFile() {
    return tokenFile;
  }

  /** Makes what is not there yet, and returns a token of the demo business that works. */
  String create() {
    repository.createBusiness(BUSINESS_ID, PAYMENT_TERM_ID);
    try {
      if (Files.exists(tokenFile)) {
        String token = Files.readString(tokenFile).strip();
        if (repository.isActive(TokenHash.of(token))) {
          return token;
        }
      }
      return createToken();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String createToken() throws IOException {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    String token = "dz_" + HexFormat.of().formatHex(random);
    repository.createToken(TokenHash.of(token), SCOPE, TOKEN_DAYS);
    Files.createDirectories(tokenFile.getParent());
    Files.deleteIfExists(tokenFile);
    if (Files.getFileStore(tokenFile.getParent()).supportsFileAttributeView("posix")) {
      Files.createFile(
          tokenFile,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(tokenFile, token + "\n");
    return token;
  }
}
