package com.dayzero.customers.server.admin;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands on the log of changes. */
@Command(name = "audit", description = "Shows who changed what.", footer = "")
final class AuditCommands {
  private final AdminCommand admin;

  AuditCommands(AdminCommand admin) {
    this.admin = admin;
  }

  @Command(
      name = "list",
      description = "Lists the last changes, the last of all first.",
      footer = {
        "",
        "Example:",
        "  admin audit list --business 01940000-0000-7000-8000-000000000010 --limit 20"
      })
  void list(
      @Option(names = "--business", paramLabel = "ID", description = "Only those of this business.")
          @Nullable UUID businessId,
      @Option(
              names = "--subject",
              paramLabel = "ID",
              description = "Only those of the token, term, user or business with this id.")
          @Nullable String subject,
      @Option(
              names = "--limit",
              paramLabel = "LINES",
              defaultValue = "50",
              converter = Bounded.Lines.class,
              description = "How many at most, 1 to 10000 (default: ${DEFAULT-VALUE}).")
          int limit) {
    admin.answer(AuditRepository.class, audit -> audit.list(businessId, subject, limit));
  }
}
