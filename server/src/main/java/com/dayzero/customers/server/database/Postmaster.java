package com.dayzero.customers.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalInt;

/** The process of PostgreSQL that works in a folder of data. */
final class Postmaster {
  /** The port stands in the fourth line of this file while PostgreSQL runs, and after a crash. */
  private static final String PID_FILE = "postmaster.pid";

  private static final int PORT_LINE = 3;

  private Postmaster() {}

  /**
   * The port that it listens on, or did when it crashed; empty where it was stopped, or the file is
   * not written to its end.
   */
  static OptionalInt portOf(Path data) throws IOException {
    Path pidFile = data.resolve(PID_FILE);
    if (Files.exists(pidFile)) {
      List<String> lines = Files.readAllLines(pidFile);
      if (lines.size() > PORT_LINE && lines.get(PORT_LINE).strip().matches("\\d{1,5}")) {
        return OptionalInt.of(Integer.parseInt(lines.get(PORT_LINE).strip()));
      }
    }
    return OptionalInt.empty();
  }

  /** Whether the database that answers there is the one of this folder, and durable. */
  static boolean isDurableOneOf(Path data, Database database) throws IOException, SQLException {
    try (Connection connection = database.connectForSeconds();
        Statement statement = connection.createStatement();
        ResultSet shown =
            statement.executeQuery(
                """
                select current_setting('data_directory'),
                  current_setting('fsync') || current_setting('synchronous_commit')
                """)) {
      shown.next();
      Path directory = Path.of(shown.getString(1));
      return Files.exists(directory)
          && Files.isSameFile(data, directory)
          && "onon".equals(shown.getString(2));
    }
  }
}
