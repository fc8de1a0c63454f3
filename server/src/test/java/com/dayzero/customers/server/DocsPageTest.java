package com.dayzero.customers.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Chromium;
import com.dayzero.customers.server.Tenants.Tenant;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.logging.LogType;
import org.springframework.beans.factory.annotation.Autowired;

/** The page for callers, in a real browser that can reach nothing but the server. */
@RunningServer
class DocsPageTest {
  private final Api api;
  private final Tenants tenants;
  @TempDir Path profile = Path.of("");

  @Autowired
  DocsPageTest(Api api, Tenants tenants) {
    this.api = api;
    this.tenants = tenants;
  }

  @Test
  void createsACustomerByTryItOut() {
    Tenant owner = tenants.owner();
    try (Chromium browser = Chromium.start(profile)) {
      browser.open(api.address() + "/docs");
      browser.click(".btn.authorize");
      browser.type(".modal-ux input", owner.token());
      browser.click(".modal-ux button[type=submit]");
      browser.click(".modal-ux .btn-done");
      browser.click(".opblock-summary-control");
      browser.type("tr[data-param-name=x-business-id] input", owner.businessId().toString());
      browser.click("button.execute");
      assertThat(browser.see(".live-responses-table .response").getText())
          .contains("201")
          .contains("\"business_id\": \"" + owner.businessId() + "\"")
          .contains("location: /api/v1/customers/");
      assertThat(browser.see(".servers select").getDomProperty("value")).isEqualTo("/");
      assertThat(browser.driver().manage().logs().get(LogType.BROWSER).getAll())
          .as("nothing is missing, and nothing is blocked by the page's own policy")
          .isEmpty();
    }
  }
}
