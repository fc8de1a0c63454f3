package com.dayzero.customers.contracttests.generated;

import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.contracttests.Side;
import com.dayzero.customers.contracttests.Wire;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@RunningServer
class ServerRequestsTest extends GeneratedRequestsTest {
  private final Wire wire;
  private final Tenant owner;
  private final DSLContext database;

  @Autowired
  ServerRequestsTest(Api api, Tenants tenants, DSLContext database) {
    this.wire = new Wire(Side.SERVER, api.address());
    this.owner = tenants.owner();
    this.database = database;
    tenants.paymentTerm(owner.businessId(), PAYMENT_TERM);
  }

  @Override
  Wire wire() {
    return wire;
  }

  @Override
  Map<String, String> headers() {
    return headers(owner.token(), owner.businessId().toString());
  }

  @Override
  JsonNode stored(JsonNode answer) {
    String row =
        database
            .fetchSingle(
                "select row_to_json(c)::text from customers c where business_id = ? and id = ?",
                owner.businessId(),
                UUID.fromString(answer.get("id").asString()))
            .get(0, String.class);
    return WireJson.mapper().readTree(row);
  }
}
