package com.dayzero.customers.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for localhost and its key, as PEM files, made by the JDK's keytool. */
final class SelfSigned {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String ALIAS = "server";
  private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));

  private final Path folder;
  private final List<Certificate> made = new ArrayList<>();

  private SelfSigned(Path folder) {
    this.folder = folder;
  }

  /** Makes one in that folder. */
  static SelfSigned in(Path folder) throws Exception {
    SelfSigned certificate = new SelfSigned(folder);
    certificate.renew();
    return certificate;
  }

  /** Where the certificate is. */
  Path certificateFile() {
    return folder.resolve("server.crt");
  }

  /** Where its key is. */
  Path keyFile() {
    return folder.resolve("server.key");
  }

  /** Puts another certificate with another key in the place of the last. */
  void renew() throws Exception {
    Path file = folder.resolve("keys.p12");
    Files.deleteIfExists(file);
    generate(file);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    Key key = keys.getKey(ALIAS, PASSWORD);
    Certificate certificate = keys.getCertificate(ALIAS);
    made.add(certificate);
    write(keyFile(), "PRIVATE KEY", key.getEncoded());
    write(certificateFile(), "CERTIFICATE", certificate.getEncoded());
  }

  /** What a client trusts that knows all of them. */
  SSLContext trust() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      for (Certificate certificate : made) {
        trusted.setCertificateEntry("server-" + made.indexOf(certificate), certificate);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void generate(Path file) throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    keytool,
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=DNS:localhost",
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    new String(PASSWORD)))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("keytool failed: " + output);
    }
  }

  /** At once, as a good renewal does it: nobody reads half a file. */
  private static void write(Path file, String what, byte[] content) throws IOException {
    String pem =
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(what, PEM.encodeToString(content), what);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, pem);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
