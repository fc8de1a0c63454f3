package com.dayzero.customers.server.admin;

import java.io.PrintWriter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands on tokens. */
@Command(name = "token", description = "Makes, lists and revokes tokens.", footer = "")
final class TokenCommands {
  private final AdminCommand admin;
  private final PrintWriter err;

  TokenCommands(AdminCommand admin, PrintWriter err) {
    this.admin = admin;
    this.err = err;
  }

  @Command(
      name = "create",
      description = {
        "Makes a token for a user and shows it, which is the only time: only its SHA-256 is"
            + " stored.",
        "A user may have " + Tokens.MAX_ACTIVE + " tokens that are neither expired nor revoked."
      },
      footer = {
        "",
        "Example:",
        "  admin token create --user owner@demo.example --name ci --scope customers:write --days 90"
      })
  void create(
      @Mixin UserOption user,
      @Option(
              names = "--name",
              required = true,
              paramLabel = "NAME",
              description = "What the token is called, such as where it is used.")
          Name name,
      @Option(
              names = "--scope",
              required = true,
              paramLabel = "SCOPE",
              split = ",",
              description =
                  "What the token is good for, as the contract's security names it; may be given"
                      + " several times.")
          List<Scope> scopes,
      @Option(
              names = "--days",
              paramLabel = "DAYS",
              defaultValue = "90",
              converter = Bounded.TokenDays.class,
              description =
                  "How long it is good for, 1 to "
                      + Tokens.MAX_DAYS
                      + " days (default: ${DEFAULT-VALUE}).")
          int days) {
    List<String> names = scopes.stream().map(Scope::name).distinct().toList();
    admin.answer(
        Tokens.class, tokens -> tokens.create(admin.actor(), user.name, name, names, days));
    err.println("Keep the token now: it cannot be shown again.");
  }

  @Command(
      name = "list",
      description =
          "Lists the tokens of a user or of all, the oldest first; never the tokens themselves.",
      footer = {"", "Example:", "  admin token list --user owner@demo.example"})
  void list(
      @Option(
              names = "--user",
              paramLabel = "USER",
              description = "Only those of this user, by e-mail address or id.")
          @Nullable UserName user) {
    admin.answer(Tokens.class, tokens -> tokens.list(user));
  }

  @Command(
      name = "revoke",
      description = {
        "Revokes a token for good: within 5 seconds every server refuses it.",
        "One that is revoked already stays so, which is no failure."
      },
      footer = {"", "Example:", "  admin token revoke 01940000-0000-7000-8000-000000000040"})
  void revoke(
      @Parameters(
              paramLabel = "ID",
              description = "The token's id, as \"admin token list\" shows it.")
          UUID id) {
    admin.answer(Tokens.class, tokens -> tokens.revoke(admin.actor(), id));
  }
}
