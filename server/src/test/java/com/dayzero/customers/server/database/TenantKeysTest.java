package com.dayzero.customers.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.RunningServer;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What lets a business's rows live on a node of their own; docs/scaling.md. */
@RunningServer
class TenantKeysTest {
  private static final String TENANTS_TABLES =
      """
      select c.table_name from information_schema.columns c
      where c.table_schema = current_schema() and c.column_name = 'business_id'
        and c.is_nullable = 'NO'
      order by 1
      """;

  /** Tables by the key that lacks business_id; those that belong to no tenant do not count. */
  private static final String KEYS_WITHOUT_TENANT =
      """
      select t.relname || ' ' || k.conname
      from pg_constraint k
      join pg_class t on t.oid = k.conrelid and t.relnamespace = current_schema()::regnamespace
      join pg_attribute tenant on tenant.attrelid = t.oid and tenant.attname = 'business_id'
        and tenant.attnotnull
      left join pg_class r on r.oid = k.confrelid
      where k.contype in ('p', 'f', 'u')
        and not tenant.attnum = any (k.conkey)
        and coalesce(r.relname, '') not in ('users')
      """;

  private final DSLContext database;

  @Autowired
  TenantKeysTest(DSLContext database) {
    this.database = database;
  }

  @Test
  void theTablesOfTenantsAreKnown() {
    assertThat(database.fetch(TENANTS_TABLES).getValues(0))
        .isEqualTo(List.of("customers", "idempotency_keys", "memberships", "payment_terms"));
  }

  @Test
  void everyKeyOfATenantsTableNamesTheBusiness() {
    assertThat(database.fetch(KEYS_WITHOUT_TENANT).getValues(0)).isEmpty();
  }
}
