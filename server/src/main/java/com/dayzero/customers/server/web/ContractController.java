package com.dayzero.customers.server.web;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.WireJson;
import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The contract itself, for callers and their tools, and the page that shows it. */
@RestController
class ContractController {
  /** RFC 9512. */
  private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

  private final byte[] yaml;
  private final byte[] json;
  private final byte[] docs;

  ContractController(Contract contract) throws IOException {
    this.yaml = contract.yaml();
    this.json = WireJson.write(contract.document());
    this.docs = new ClassPathResource("docs/index.html").getContentAsByteArray();
  }

  @GetMapping("/openapi.yaml")
  ResponseEntity<byte[]> yaml() {
    return ResponseEntity.ok().contentType(YAML).body(yaml);
  }

  @GetMapping("/openapi.json")
  ResponseEntity<byte[]> json() {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json);
  }

  @GetMapping({"/docs", "/docs/"})
  ResponseEntity<byte[]> docs() {
    return ResponseEntity.ok().contentType(MediaType.TEXT_HTML).body(docs);
  }
}
