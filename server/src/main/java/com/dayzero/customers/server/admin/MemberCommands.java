package com.dayzero.customers.server.admin;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands on the members of businesses. */
@Command(
    name = "member",
    description = "Lets users into businesses, changes their roles, takes them out.",
    footer = "")
final class MemberCommands {
  private final AdminCommand admin;

  MemberCommands(AdminCommand admin) {
    this.admin = admin;
  }

  @Command(
      name = "add",
      description = "Makes a user a member of a business.",
      footer = {
        "",
        "Example:",
        "  admin member add --business 01940000-0000-7000-8000-000000000010 --user ann@acme.com"
            + " --role admin"
      })
  void add(@Mixin BusinessOption business, @Mixin UserOption user, @Mixin RoleOption role) {
    admin.answer(
        MemberRepository.class,
        members -> members.add(admin.actor(), business.id, user.name, role.role));
  }

  @Command(
      name = "change",
      description = "Gives a member another role.",
      footer = {
        "",
        "Example:",
        "  admin member change --business 01940000-0000-7000-8000-000000000010 --user ann@acme.com"
            + " --role viewer"
      })
  void change(@Mixin BusinessOption business, @Mixin UserOption user, @Mixin RoleOption role) {
    admin.answer(
        MemberRepository.class,
        members -> members.change(admin.actor(), business.id, user.name, role.role));
  }

  @Command(
      name = "remove",
      description =
          "Takes a member out of a business; tokens of the user are good for others only.",
      footer = {
        "",
        "Example:",
        "  admin member remove --business 01940000-0000-7000-8000-000000000010 --user ann@acme.com"
      })
  void remove(@Mixin BusinessOption business, @Mixin UserOption user) {
    admin.answer(
        MemberRepository.class, members -> members.remove(admin.actor(), business.id, user.name));
  }

  @Command(
      name = "list",
      description = "Lists the members of a business or of all, the oldest first.",
      footer = {
        "",
        "Example:",
        "  admin member list --business 01940000-0000-7000-8000-000000000010"
      })
  void list(
      @Option(names = "--business", paramLabel = "ID", description = "Only those of this business.")
          @Nullable UUID businessId) {
    admin.answer(MemberRepository.class, members -> members.list(businessId));
  }
}
