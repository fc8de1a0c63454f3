package com.dayzero.customers.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Tenants.Tenant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;

/** The page for callers, in a real browser that can reach nothing but the server. */
@RunningServer
class DocsPageTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

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
    Prerequisite.check(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "There is no Chromium here: install the packages chromium and chromium-driver");
    Tenant owner = tenants.owner();
    WebDriver browser = browser();
    try {
      browser.get(api.address() + "/docs");
      WebDriverWait wait = new WebDriverWait(browser, Duration.ofSeconds(20));
      click(wait, ".btn.authorize");
      type(wait, ".modal-ux input", owner.token());
      click(wait, ".modal-ux button[type=submit]");
      click(wait, ".modal-ux .btn-done");
      click(wait, ".opblock-summary-control");
      type(wait, "tr[data-param-name=x-business-id] input", owner.businessId().toString());
      click(wait, "button.execute");

      WebElement answer =
          wait.until(
              ExpectedConditions.visibilityOfElementLocated(
                  By.cssSelector(".live-responses-table .response")));
      assertThat(answer.getText())
          .contains("201")
          .contains("\"business_id\": \"" + owner.businessId() + "\"")
          .contains("location: /api/v1/customers/");
      assertThat(browser.findElement(By.cssSelector(".servers select")).getDomProperty("value"))
          .isEqualTo("/");
    } finally {
      browser.quit();
    }
  }

  private WebDriver browser() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1200,1600",
            // Nothing may be loaded from another host: none can be found.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
            "--user-data-dir=" + profile));
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new ChromeDriver(service, options);
  }

  private static void click(WebDriverWait wait, String css) {
    wait.until(ExpectedConditions.elementToBeClickable(By.cssSelector(css))).click();
  }

  private static void type(WebDriverWait wait, String css, String text) {
    WebElement field = wait.until(ExpectedConditions.elementToBeClickable(By.cssSelector(css)));
    field.clear();
    field.sendKeys(text);
  }
}
