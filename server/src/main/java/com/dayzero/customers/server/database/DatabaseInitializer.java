package com.dayzero.customers.server.database;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;

/**
 * Finds or starts the database before any bean is made, so that a database that cannot be reached
 * is one line and not the failure of some bean.
 */
class DatabaseInitializer
    implements ApplicationContextInitializer<GenericApplicationContext>, Ordered {

  @Override
  public void initialize(GenericApplicationContext context) {
    Binder binder = Binder.get(context.getEnvironment());
    DatabaseSettings settings = binder.bind("customers.database", DatabaseSettings.class).get();
    Database database =
        settings.isGiven()
            ? Database.given(
                DatabaseUrl.parse(settings.url(), settings.user(), settings.password()))
            : startEmbedded(
                context.getDefaultListableBeanFactory(),
                binder.bind("customers", DataSettings.class).get());
    database.checkReachable();
    context.getBeanFactory().registerSingleton("database", database);
  }

  /**
   * Beans go in the reverse order of their registration: the database after everything that uses
   * it.
   */
  private static Database startEmbedded(DefaultListableBeanFactory beans, DataSettings settings) {
    EmbeddedDatabase embedded = EmbeddedDatabase.start(settings.folder());
    beans.registerSingleton("embeddedDatabase", embedded);
    beans.registerDisposableBean("embeddedDatabase", embedded::close);
    return embedded.database();
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
