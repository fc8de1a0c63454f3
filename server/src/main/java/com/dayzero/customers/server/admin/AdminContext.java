package com.dayzero.customers.server.admin;

import com.dayzero.customers.server.database.Database;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.transaction.ConfigurableTransactionManager;

/**
 * What a command needs of the server: its settings, its database with the migrations, and the
 * repositories of this package.
 */
// No stereotype, so that the server's own scan does not take it.
@ImportAutoConfiguration({
  DataSourceAutoConfiguration.class,
  DataSourceTransactionManagerAutoConfiguration.class,
  FlywayAutoConfiguration.class,
  JooqAutoConfiguration.class
})
@ComponentScan(basePackageClasses = {AdminContext.class, Database.class})
class AdminContext {

  /** Here and not by a scan: a server's transactions are of many requests at once. */
  @Bean
  Commits commits(ConfigurableTransactionManager transactions) {
    Commits commits = new Commits();
    transactions.addListener(commits);
    return commits;
  }

  /**
   * Connects to the database, or starts the embedded one if none runs, and migrates it.
   *
   * @param settings as on the server's command line
   * @throws com.dayzero.customers.server.database.StartupFailure or something caused by one, if
   *     that fails
   */
  static ConfigurableApplicationContext start(String... settings) {
    return new SpringApplicationBuilder(AdminContext.class)
        .web(WebApplicationType.NONE)
        // A command answers in lines of its own; who looks for a defect may set another threshold.
        .properties("logging.threshold.console=off")
        .run(withOneConnection(settings));
  }

  /** A pool that waits for work would open more than a command uses. */
  private static String[] withOneConnection(String... settings) {
    return Stream.concat(
            Stream.of("--spring.datasource.hikari.minimum-idle=0"), Arrays.stream(settings))
        .toArray(String[]::new);
  }
}
