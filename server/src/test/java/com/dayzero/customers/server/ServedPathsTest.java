package com.dayzero.customers.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.WireJson;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What the server listens to is what it documents (OWASP API Security Top 10 of 2023, item 9). */
@RunningServer
class ServedPathsTest {
  /** The contract itself and its page. */
  private static final Set<String> ABOUT_THE_CONTRACT =
      Set.of(
          "/openapi.yaml", "/openapi.json", "/docs", "/docs/", "/docs/**", "/docs/swagger-ui/**");

  private final Api api;
  private final Contract contract;
  private final ApplicationContext context;

  @Autowired
  ServedPathsTest(Api api, Contract contract, ApplicationContext context) {
    this.api = api;
    this.contract = contract;
    this.context = context;
  }

  @Test
  void api9ImproperInventoryManagementNothingIsServedButWhatIsDocumented() {
    Set<String> documented = new HashSet<>(ABOUT_THE_CONTRACT);
    contract.operations().stream().map(Operation::path).forEach(documented::add);
    assertThat(served()).isEqualTo(documented);

    HttpResponse<String> published = api.send(api.request("/openapi.json").GET());
    assertThat(WireJson.mapper().readTree(published.body()).get("paths").propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            contract.operations().stream().map(Operation::path).toList());
    for (String older : Set.of("/api/v0/customers", "/api/customers", "/api/v1/internal")) {
      assertThat(api.send(api.request(older).GET()).statusCode()).isEqualTo(404);
    }
  }

  private Set<String> served() {
    Set<String> served = new HashSet<>();
    Map<String, HandlerMapping> mappings = context.getBeansOfType(HandlerMapping.class);
    for (HandlerMapping mapping : mappings.values()) {
      if (mapping instanceof RequestMappingHandlerMapping methods) {
        methods.getHandlerMethods().keySet().forEach(it -> served.addAll(it.getPatternValues()));
      } else if (mapping instanceof AbstractUrlHandlerMapping urls) {
        served.addAll(urls.getHandlerMap().keySet());
      }
    }
    return served;
  }
}
