package com.dayzero.customers.server.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands on users. */
@Command(name = "user", description = "Makes and lists users.", footer = "")
final class UserCommands {
  private final AdminCommand admin;

  UserCommands(AdminCommand admin) {
    this.admin = admin;
  }

  @Command(
      name = "create",
      description = "Makes a user.",
      footer = {"", "Example:", "  admin user create --email ann@acme.com"})
  void create(
      @Option(
              names = "--email",
              required = true,
              paramLabel = "EMAIL",
              description = "The user's e-mail address, which no other user has.")
          Email email) {
    admin.answer(UserRepository.class, users -> users.create(admin.actor(), email));
  }

  @Command(
      name = "list",
      description = "Lists all users, the oldest first.",
      footer = {"", "Example:", "  admin user list"})
  void list() {
    admin.answer(UserRepository.class, UserRepository::list);
  }
}
