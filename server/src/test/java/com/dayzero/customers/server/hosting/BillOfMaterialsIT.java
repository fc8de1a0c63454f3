package com.dayzero.customers.server.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of what the jar is made of, which scanners for vulnerabilities read. */
class BillOfMaterialsIT {
  private static final String LIBRARIES = "BOOT-INF/lib/";

  @Test
  void namesEveryLibraryOfTheJarWithItsVersion() throws Exception {
    try (JarFile jar = new JarFile(System.getProperty("server.jar"))) {
      List<String> libraries =
          jar.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
              .map(name -> name.substring(LIBRARIES.length()))
              // Added by the packaging, for "extract".
              .filter(name -> !name.startsWith("spring-boot-jarmode-tools"))
              .toList();
      List<JsonNode> components = components(jar);

      assertThat(components)
          .extracting(part -> text(part, "name") + "-" + text(part, "version") + ".jar")
          .containsAll(libraries);
      assertThat(components)
          .extracting(part -> text(part, "purl").replaceFirst("@.*", ""))
          .contains("pkg:maven/org.postgresql/postgresql", "pkg:maven/org.jooq/jooq");
    }
  }

  private static List<JsonNode> components(JarFile jar) throws IOException {
    ZipEntry bill = jar.getEntry("BOOT-INF/classes/META-INF/sbom/application.cdx.json");
    if (bill == null) {
      bill = jar.getEntry("META-INF/sbom/application.cdx.json");
    }
    assertThat(bill).as("the bill of materials").isNotNull();
    try (InputStream json = jar.getInputStream(bill)) {
      return new JsonMapper().readTree(json).get("components").valueStream().toList();
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
