package com.dayzero.customers.contracttests.coverage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Exchange;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contracttests.RunningMock;
import com.dayzero.customers.contracttests.Side;
import com.dayzero.customers.contracttests.Wire;
import com.dayzero.customers.contracttests.coverage.Coverage.Item;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * After all other tests: whatever the contract speaks of was seen, on the server and on the mock.
 * What no other test of this module does is done here first.
 */
@RunningServer
@Order(Integer.MAX_VALUE)
class CoverageTest {
  private static final Operation CREATE = Contract.load().operations().getFirst();

  /** The published page's own words for a 400; here each says which parameter. */
  private static final String ON_THE_PAGE_ONLY = "invalid_parameters";

  private final Api api;
  private final Wire server;
  private final Tenants tenants;
  private final Tenant owner;

  @Autowired
  CoverageTest(Api api, Tenants tenants) {
    this.api = api;
    this.server = new Wire(Side.SERVER, api.address());
    this.tenants = tenants;
    this.owner = tenants.owner();
  }

  @Test
  void theServerDoesAllThatTheContractSpeaksOf() throws IOException {
    server.post(CREATE.path(), headers("Content-Encoding", "gzip"), "{}");
    server.send("POST", CREATE.path(), headers(), new byte[] {(byte) 0xFF});
    server.send("POST", CREATE.path(), headers(), new byte[CREATE.maxBodyBytes() + 1]);
    server.post(CREATE.path(), headers("x-business-id", "none"), "{}");
    Tenant busy = tenants.usedUp(tenants.owner());
    server.post(CREATE.path(), headers("Authorization", "Bearer " + busy.token()), "{}");
    Coverage.of(Side.SERVER).saw(stalled());
    assertThat(missing(Side.SERVER))
        .containsExactly(new Item(CREATE.id(), "refusal", ON_THE_PAGE_ONLY));
  }

  @Test
  void theMockDoesAllThatTheContractSpeaksOf() {
    List<String> missing = missing(Side.MOCK).stream().map(Item::name).toList();
    CREATE.examples().stream()
        .filter(it -> missing.contains(it.name()) || missing.contains("" + it.status()))
        .map(it -> headers("Prefer", "example=" + it.name()))
        .forEach(headers -> RunningMock.wire().post(CREATE.path(), headers, "{}"));
    assertThat(missing(Side.MOCK)).allMatch(CoverageTest::tellsOfALimit);
  }

  /** The mock has no limit, so none is told but by a 429 on demand. */
  private static boolean tellsOfALimit(Item item) {
    return item.kind().equals("answer header")
        && item.name().matches("(?!429)\\d+ RateLimit(-Policy)?");
  }

  private static List<Item> missing(Side side) {
    return Coverage.of(side).items().entrySet().stream()
        .filter(it -> !it.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<String, String> headers(String... others) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Authorization", "Bearer " + owner.token());
    headers.put("x-business-id", owner.businessId().toString());
    headers.put("Content-Type", "application/json");
    for (int i = 0; i < others.length; i += 2) {
      headers.put(others[i], others[i + 1]);
    }
    return headers;
  }

  /** A body that stops coming. */
  private Exchange stalled() throws IOException {
    URI address = URI.create(api.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      StringBuilder request =
          new StringBuilder("POST " + CREATE.path() + " HTTP/1.1\r\nHost: a\r\n");
      headers("Content-Length", "10", "Connection", "close")
          .forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
      socket.getOutputStream().write((request + "\r\n{").getBytes(UTF_8));
      return Exchange.ofSocket(
          request.toString(), new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }
}
