package com.dayzero.customers.server.database;

import java.nio.file.Path;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.aot.AbstractAotProcessor;
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
    if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
      // The build looks for the beans and makes none.
      return;
    }
    Binder binder = Binder.get(context.getEnvironment());
    DatabaseSettings settings = binder.bind("customers.database", DatabaseSettings.class).get();
    Database database =
        settings.isGiven()
            ? Database.given(
                DatabaseUrl.parse(settings.url(), settings.user(), settings.password()))
            : embedded(context, binder.bind("customers", DataSettings.class).get().folder());
    database.checkReachable();
    context.getBeanFactory().registerSingleton("database", database);
  }

  /** A command that is no server may share the database that a server runs. */
  private static Database embedded(GenericApplicationContext context, Path folder) {
    return context instanceof WebServerApplicationContext
        ? start(context, folder)
        : EmbeddedDatabase.running(folder).orElseGet(() -> start(context, folder));
  }

  /**
   * Beans go in the reverse order of their registration: the database after everything that uses
   * it.
   */
  private static Database start(GenericApplicationContext context, Path folder) {
    EmbeddedDatabase embedded = EmbeddedDatabase.start(folder);
    DefaultListableBeanFactory beans = context.getDefaultListableBeanFactory();
    beans.registerSingleton("embeddedDatabase", embedded);
    beans.registerDisposableBean("embeddedDatabase", embedded::close);
    return embedded.database();
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
