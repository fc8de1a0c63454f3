package com.dayzero.customers.server.database;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the server keeps files of its own.
 *
 * @param dataFolder the folder in which the embedded PostgreSQL keeps its data, and the demo token
 *     lies; it is made if it does not exist
 */
@ConfigurationProperties("customers")
public record DataSettings(String dataFolder) {

  /** Refuses what is no path; an empty one would make the working directory the folder. */
  public DataSettings {
    if (dataFolder.isBlank()) {
      throw new IllegalArgumentException("DATA_FOLDER is empty: set it to a folder, or unset it");
    }
    try {
      Path _ = Path.of(dataFolder);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "DATA_FOLDER is '%s', which is no path: set it to a folder".formatted(dataFolder), e);
    }
  }

  /** The folder, as an absolute path. */
  public Path folder() {
    return Path.of(dataFolder).toAbsolutePath().normalize();
  }
}
