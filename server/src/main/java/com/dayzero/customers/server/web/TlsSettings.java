package com.dayzero.customers.server.web;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of TLS, which the server speaks itself where no proxy does.
 *
 * @param certificate a PEM file with the certificate and those of its issuers; the API then is
 *     HTTPS only. Read again when it changes
 * @param privateKey a PEM file with the certificate's private key, without a password; goes with
 *     {@code TLS_CERTIFICATE}
 */
@ConfigurationProperties("customers.tls")
public record TlsSettings(String certificate, String privateKey) {

  /** Refuses one without the other, and what is no file that can be read. */
  public TlsSettings {
    if (certificate.isEmpty() != privateKey.isEmpty()) {
      throw new IllegalArgumentException(
          "Of TLS_CERTIFICATE and TLS_PRIVATE_KEY only one is set: set both, or none");
    }
    if (!certificate.isEmpty()) {
      checkReadable("TLS_CERTIFICATE", certificate);
      checkReadable("TLS_PRIVATE_KEY", privateKey);
    }
  }

  /** Whether the server speaks TLS. */
  public boolean isGiven() {
    return !certificate.isEmpty();
  }

  /** The scheme of the server's address. */
  public String scheme() {
    return isGiven() ? "https" : "http";
  }

  private static void checkReadable(String variable, String file) {
    if (!Files.isReadable(Path.of(file))) {
      throw new IllegalArgumentException(
          "%s is '%s', which is no file that can be read: set it to a PEM file"
              .formatted(variable, file));
    }
  }
}
