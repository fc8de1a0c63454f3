package com.dayzero.customers.server.database;

import java.nio.file.Path;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Finds or starts the database before any bean is made, so that a database that cannot be reached
 * is one line and not the failure of some bean.
 */
class DatabaseInitializer
    implements ApplicationContextInitializer<GenericApplicationContext>, Ordered {

  @Override
  public void initialize(GenericApplicationContext context) {
    Environment settings = context.getEnvironment();
    String url = settings.getProperty("customers.database.url", "");
    Database database =
        url.isEmpty()
            ? embedded(context, settings)
            : Database.given(
                DatabaseUrl.parse(
                    url,
                    settings.getProperty("customers.database.user", ""),
                    settings.getProperty("customers.database.password", "")));
    database.checkReachable();
    context.getBeanFactory().registerSingleton("database", database);
  }

  /** A command that is no server may share the database that a server runs. */
  private static Database embedded(GenericApplicationContext context, Environment settings) {
    Path folder = Path.of(settings.getRequiredProperty("customers.data-folder")).toAbsolutePath();
    return context instanceof WebServerApplicationContext
        ? start(context, folder.normalize())
        : EmbeddedDatabase.running(folder.normalize())
            .orElseGet(() -> start(context, folder.normalize()));
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
