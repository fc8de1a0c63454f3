package com.dayzero.customers.contracttests.pacts;

import com.dayzero.customers.contracttests.Side;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The server: its states are rows, locks and triggers of its database. */
final class ServerProvider implements VerifiedProvider {
  private final Api api;
  private final Tenants tenants;
  private final DataSource database;
  private @Nullable Connection locking;
  private boolean spoiled;

  ServerProvider(Api api, Tenants tenants, DataSource database) {
    this.api = api;
    this.tenants = tenants;
    this.database = database;
  }

  @Override
  public Side side() {
    return Side.SERVER;
  }

  @Override
  public String address() {
    return api.address();
  }

  @Override
  public void know(Caller caller) {
    UUID business = UUID.fromString(caller.businessId());
    String token = caller.token();
    switch (caller.standing()) {
      case CREATOR -> creator(business, token);
      case VIEWER -> tenants.member(business, token, "viewer", "customers:write");
      case WITHOUT_SCOPE -> tenants.member(business, token, "owner", "customers:read");
      case STRANGER -> {
        creator(business, "dz_" + UUID.randomUUID());
        creator(UUID.randomUUID(), token);
      }
      case EXPIRED -> tenants.expired(creator(business, token));
      case REVOKED -> tenants.revoked(creator(business, token));
      case TOO_BUSY -> tenants.usedUp(creator(business, token));
    }
  }

  private Tenant creator(UUID business, String token) {
    return tenants.member(business, token, "owner", "customers:write");
  }

  @Override
  public void knowPaymentTerm(String businessId) {
    tenants.paymentTerm(UUID.fromString(businessId), ProviderStates.PAYMENT_TERM);
  }

  /** A lock that outlasts what a request waits for one. */
  @Override
  public void interrupt() {
    try {
      Connection connection = database.getConnection();
      locking = connection;
      connection.setAutoCommit(false);
      execute(connection, "lock table customers in access exclusive mode");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A trigger that fails as nothing the server knows. */
  @Override
  public void spoil() {
    spoiled = true;
    execute(
        """
        create or replace function fail() returns trigger language plpgsql as
          'begin raise exception ''a defect''; end';
        create or replace trigger fails before insert on customers
          for each row execute function fail()
        """);
  }

  @Override
  public void mend() {
    try {
      if (locking != null) {
        locking.rollback();
        locking.setAutoCommit(true);
        locking.close();
        locking = null;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    if (spoiled) {
      execute("drop function fail cascade");
      spoiled = false;
    }
  }

  private void execute(String sql) {
    try (Connection connection = database.getConnection()) {
      execute(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
