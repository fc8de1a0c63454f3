package com.dayzero.customers.contracttests.pacts;

import java.util.Properties;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The system properties are after each test what they were before it. */
final class RestoredProperties implements BeforeEachCallback, AfterEachCallback {
  private static final Namespace STORE = Namespace.create(RestoredProperties.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(STORE).put("before", System.getProperties().clone());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    System.setProperties(context.getStore(STORE).get("before", Properties.class));
  }
}
