package com.dayzero.customers.server.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands on payment terms. */
@Command(
    name = "payment-term",
    description = "Makes and lists the payment terms of a business.",
    footer = "")
final class PaymentTermCommands {
  private final AdminCommand admin;

  PaymentTermCommands(AdminCommand admin) {
    this.admin = admin;
  }

  @Command(
      name = "create",
      description = "Makes a payment term, which customers of the business may have by default.",
      footer = {
        "",
        "Example:",
        "  admin payment-term create --business 01940000-0000-7000-8000-000000000010 --name 'Net"
            + " 30' --due-days 30"
      })
  void create(
      @Mixin BusinessOption business,
      @Option(
              names = "--name",
              required = true,
              paramLabel = "NAME",
              description = "What the term is called.")
          Name name,
      @Option(
              names = "--due-days",
              required = true,
              paramLabel = "DAYS",
              converter = Bounded.DueDays.class,
              description = "After how many days a bill has to be paid, 0 to 3650.")
          int dueDays) {
    admin.answer(
        PaymentTermRepository.class,
        terms -> terms.create(admin.actor(), business.id, name, dueDays));
  }

  @Command(
      name = "list",
      description = "Lists the payment terms of a business, the oldest first.",
      footer = {
        "",
        "Example:",
        "  admin payment-term list --business 01940000-0000-7000-8000-000000000010"
      })
  void list(@Mixin BusinessOption business) {
    admin.answer(PaymentTermRepository.class, terms -> terms.list(business.id));
  }
}
