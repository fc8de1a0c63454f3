package com.dayzero.customers.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser that can reach nothing but this machine. */
public final class Chromium implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private final WebDriver driver;
  private final WebDriverWait wait;

  private Chromium(WebDriver driver) {
    this.driver = driver;
    this.wait = new WebDriverWait(driver, Duration.ofSeconds(20));
  }

  /**
   * Starts it; without it the test is skipped.
   *
   * @param profile an empty folder
   */
  public static Chromium start(Path profile) {
    Prerequisite.check(
        Files.isExecutable(BINARY) && Files.isExecutable(DRIVER),
        "There is no Chromium here: install the packages chromium and chromium-driver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BINARY.toFile());
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
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
            "--user-data-dir=" + profile));
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new Chromium(new ChromeDriver(service, options));
  }

  /** The browser itself. */
  public WebDriver driver() {
    return driver;
  }

  /** Goes there. */
  public void open(String address) {
    driver.get(address);
  }

  /** Clicks what this selector finds, once it can be clicked. */
  public void click(String css) {
    waitFor(ExpectedConditions.elementToBeClickable(By.cssSelector(css))).click();
  }

  /** Replaces the text of the field that this selector finds. */
  public void type(String css, String text) {
    WebElement field = waitFor(ExpectedConditions.elementToBeClickable(By.cssSelector(css)));
    field.clear();
    field.sendKeys(text);
  }

  /** What this selector finds, once it can be seen. */
  public WebElement see(String css) {
    return waitFor(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)));
  }

  /** Waits until it holds. */
  public <T> T waitFor(ExpectedCondition<T> condition) {
    return wait.until(condition);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
