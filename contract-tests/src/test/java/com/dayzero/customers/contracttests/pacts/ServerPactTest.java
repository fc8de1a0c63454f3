package com.dayzero.customers.contracttests.pacts;

import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;

/** The server honours every pact; what is found is published to the broker, if asked for. */
@RunningServer
@ExtendWith(PactVerificationInvocationContextProvider.class)
class ServerPactTest extends ProviderPactTest {
  private final ServerProvider server;

  @Autowired
  ServerPactTest(Api api, Tenants tenants, DataSource database) {
    this.server = new ServerProvider(api, tenants, database);
  }

  @Override
  VerifiedProvider provider() {
    return server;
  }
}
