package com.dayzero.customers.server.database;

import java.nio.file.Path;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
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
            ? startEmbedded(context.getDefaultListableBeanFactory(), settings)
            : Database.given(
                DatabaseUrl.parse(
                    url,
                    settings.getProperty("customers.database.user", ""),
                    settings.getProperty("customers.database.password", "")));
    database.checkReachable();
    context.getBeanFactory().registerSingleton("database", database);
  }

  /**
   * Beans go in the reverse order of their registration: the database after everything that uses
   * it.
   */
  private static Database startEmbedded(DefaultListableBeanFactory beans, Environment settings) {
    Path folder = Path.of(settings.getRequiredProperty("customers.data-folder")).toAbsolutePath();
    EmbeddedDatabase embedded = EmbeddedDatabase.start(folder.normalize());
    beans.registerSingleton("embeddedDatabase", embedded);
    beans.registerDisposableBean("embeddedDatabase", embedded::close);
    return embedded.database();
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
