package com.dayzero.customers.server.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands on businesses. */
@Command(name = "business", description = "Makes and lists businesses.", footer = "")
final class BusinessCommands {
  private final AdminCommand admin;

  BusinessCommands(AdminCommand admin) {
    this.admin = admin;
  }

  @Command(
      name = "create",
      description = "Makes a business.",
      footer = {"", "Example:", "  admin business create --name 'Acme Corp'"})
  void create(
      @Option(
              names = "--name",
              required = true,
              paramLabel = "NAME",
              description = "What the business is called.")
          Name name) {
    admin.answer(BusinessRepository.class, businesses -> businesses.create(admin.actor(), name));
  }

  @Command(
      name = "list",
      description = "Lists all businesses, the oldest first.",
      footer = {"", "Example:", "  admin business list"})
  void list() {
    admin.answer(BusinessRepository.class, BusinessRepository::list);
  }
}
