package com.dayzero.customers.server.demo;

import com.dayzero.customers.server.access.TokenHash;
import com.dayzero.customers.server.admin.Tokens;
import com.dayzero.customers.server.database.DataSettings;
import com.dayzero.customers.server.database.MissingRight;
import com.dayzero.customers.server.database.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
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
  private static final String NAME = "demo";
  private static final String SCOPE = "customers:write";

  private final DemoRepository repository;
  private final Tokens tokens;
  private final Path tokenFile;

  DemoData(DemoRepository repository, Tokens tokens, DataSettings settings) {
    this.repository = repository;
    this.tokens = tokens;
    this.tokenFile = settings.folder().resolve("demo-token");
  }

  /** The file that holds the token. */
  Path tokenFile() {
    return tokenFile;
  }

  /**
   * Makes what is not there yet, and returns a token of the demo business that works.
   *
   * @throws StartupFailure if the database's user may not make it, or the token cannot be kept
   */
  String create() {
    try {
      return createMissing();
    } catch (DataAccessException e) {
      if (!MissingRight.isBehind(e)) {
        throw e;
      }
      throw new StartupFailure(
          "The database user may not make the demo data: unset DEMO_DATA, and make a business, a"
              + " user and a token with the command \"admin\".",
          e);
    }
  }

  private String createMissing() {
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
      throw new StartupFailure(
          "The file %s of the demo token cannot be read or written (%s): let the server's user do it, or set DATA_FOLDER to a folder where it may"
              .formatted(tokenFile, e),
          e);
    }
  }

  /** A token that cannot be kept is not made: each start would leave one that nobody knows. */
  private String createToken() throws IOException {
    createPrivateFile();
    String token =
        tokens
            .replace("demo data", DemoRepository.USER_ID, NAME, List.of(SCOPE), Tokens.MAX_DAYS)
            .token();
    Files.writeString(tokenFile, token + "\n");
    return token;
  }

  private void createPrivateFile() throws IOException {
    Files.createDirectories(tokenFile.getParent());
    Files.deleteIfExists(tokenFile);
    if (Files.getFileStore(tokenFile.getParent()).supportsFileAttributeView("posix")) {
      Files.createFile(
          tokenFile,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(tokenFile);
    }
  }
}
