package com.dayzero.customers.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * What every answer tells browsers, and caches on its way: nobody guesses its type, frames it,
 * keeps it or learns from it where the reader came from.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html">
 *     OWASP's list for APIs</a>
 */
final class SecurityHeaders {
  /** A browser that shows an answer as a page loads and runs nothing for it. */
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  /** Swagger UI's own files, the icons within its style sheet, and calls of this server. */
  private static final String DOCS_PAGE =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** A year, as RFC 6797 suggests. */
  private static final String ALWAYS_TLS = "max-age=31536000";

  private SecurityHeaders() {}

  /** Sets them; what comes after may set others, but has no reason to. */
  static void set(HttpServletRequest request, HttpServletResponse response) {
    @Nullable String path = request.getServletPath();
    boolean docs = path != null && (path.equals("/docs") || path.startsWith("/docs/"));
    boolean published = docs || (path != null && path.startsWith("/openapi."));
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Content-Security-Policy", docs ? DOCS_PAGE : NOTHING);
    response.setHeader("Cache-Control", published ? "no-cache" : "no-store");
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", ALWAYS_TLS);
    }
  }
}
