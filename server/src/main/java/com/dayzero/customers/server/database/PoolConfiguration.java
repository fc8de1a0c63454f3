package com.dayzero.customers.server.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteListenerProvider;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The connections to the database, bounded in number and in time. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PoolSettings.class)
class PoolConfiguration {
  /** For what is done outside of requests, and before a connection is ready for one. */
  private static final String SECONDS_OF_SILENCE = "5";

  private static final String SECONDS_TO_CONNECT = "1";

  @Bean
  @ConfigurationProperties("spring.datasource.hikari")
  HikariDataSource pool(Database database, PoolSettings settings) {
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(new PatientDataSource(driver(database)));
    pool.setMaximumPoolSize(settings.size());
    pool.setConnectionTimeout(settings.maxWait().toMillis());
    pool.setConnectionInitSql(limits(settings.timeLimit()));
    pool.setExceptionOverride(new ReadOnlyServer());
    return pool;
  }

  @Bean
  @Primary
  DataSource dataSource(HikariDataSource pool, TimeBudget time) {
    return new TimeLimitedDataSource(pool, time);
  }

  @Bean
  ConnectionQueue connectionQueue(PoolSettings settings, TimeBudget time) {
    return new ConnectionQueue(settings.size(), settings.maxWait(), time);
  }

  @Bean
  TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
    return new TransactionTemplate(transactions);
  }

  /** A command of the administration has no registry, and needs none. */
  @Bean
  MeterBinder waitingForConnections(ConnectionQueue queue, GroupCommits groups) {
    return registry ->
        Gauge.builder("customers.connections.waiting", () -> queue.waiting() + groups.waiting())
            .description("Requests that wait for a connection to the database")
            .register(registry);
  }

  /** Gives every statement of a request the time that those before it have left. */
  @Bean
  ExecuteListenerProvider timeLimitedStatements(TimeBudget time) {
    return new DefaultExecuteListenerProvider(
        ExecuteListener.onExecuteStart(
                statement -> {
                  try {
                    time.begin(Objects.requireNonNull(statement.connection()));
                  } catch (SQLException e) {
                    throw new DataAccessException("There is no time left for a statement", e);
                  }
                })
            .onExecuteEnd(_ -> time.end())
            .onException(_ -> time.end()));
  }

  /** What may be asked of a connection at the most; what a request has left may be less. */
  private static String limits(Duration time) {
    return """
    set statement_timeout = %1$d; set lock_timeout = %1$d; set idle_in_transaction_session_timeout = '5s'
    """
        .formatted(time.toMillis());
  }

  /** The URL's own parameters win over these. */
  private static DataSource driver(Database database) {
    Properties properties = database.properties();
    properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("socketTimeout", SECONDS_OF_SILENCE);
    properties.setProperty("tcpKeepAlive", "true");
    // The detail of an error is the row that could not be stored: a body, which is never logged.
    properties.setProperty("logServerErrorDetail", "false");
    properties.setProperty("ApplicationName", "customers");
    return new DriverManagerDataSource(database.getJdbcUrl(), properties);
  }
}
