package com.dayzero.customers.mock.answer;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.WireJson;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files by their path, as WireMock serves {@code __files}: the user's, then our own from the class
 * path, then the contract itself.
 */
public final class StaticFiles {
  private static final String OURS = "/mock/__files/";

  /** A file with an extension, and no way up. */
  private static final Pattern SAFE =
      Pattern.compile("(?:[\\w-][\\w.-]*+/)*[\\w-][\\w-]*+(?:\\.[\\w-]++)++");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "yaml", "application/yaml",
          "txt", "text/plain; charset=utf-8",
          "png", "image/png",
          "svg", "image/svg+xml");

  private final @Nullable Path theirs;
  private final Map<String, byte[]> contract;

  /**
   * Files of these places.
   *
   * @param theirs the user's {@code __files}, null where there are none
   */
  public StaticFiles(@Nullable Path theirs, Contract contract) {
    this.theirs = theirs;
    this.contract =
        Map.of(
            "openapi.yaml", contract.yaml(), "openapi.json", WireJson.write(contract.document()));
  }

  /** The file at this path; of a folder its {@code index.html}. */
  Optional<ResponseDefinition> find(String path) {
    String name = path.substring(1);
    if (name.isEmpty() || name.endsWith("/")) {
      return file(name + "index.html");
    }
    return file(name).or(() -> file(name + "/index.html"));
  }

  private Optional<ResponseDefinition> file(String name) {
    if (!SAFE.matcher(name).matches()) {
      return Optional.empty();
    }
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return content(name)
        .map(bytes ->
            ResponseDefinitionBuilder.responseDefinition()
                .withStatus(200)
                .withHeader(
                    "Content-Type", TYPES.getOrDefault(extension, "application/octet-stream"))
                .withHeader("Cache-Control", "no-cache")
                .withBody(bytes)
                .build());
  }

  private Optional<byte[]> content(String name) {
    try (InputStream in = open(name)) {
      return in == null ? Optional.ofNullable(contract.get(name)) : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable InputStream open(String name) throws IOException {
    if (theirs != null && Files.isRegularFile(theirs.resolve(name))) {
      return Files.newInputStream(theirs.resolve(name));
    }
    return StaticFiles.class.getResourceAsStream(OURS + name);
  }
}
