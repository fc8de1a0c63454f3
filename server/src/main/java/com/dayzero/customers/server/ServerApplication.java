package com.dayzero.customers.server;

import com.dayzero.customers.api.CustomersApiController;
import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.HeaderParameters;
import com.dayzero.customers.contract.IdempotencyKeys;
import com.dayzero.customers.contract.RequestIds;
import com.dayzero.customers.contract.RequestValidator;
import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.server.admin.AdminCommandLine;
import com.dayzero.customers.server.shutdown.ExitLimit;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Starts the server, or runs the admin command; docs/configuration.md lists the settings. */
// Errors have one renderer, the web package's; Boot's own answers in another form. Transactions are
// begun where the code says so: looking for @Transactional takes half a second of each start. Of
// Tomcat's metrics only those of sessions would be there, and JMX would be started for them.
@SpringBootApplication(
    proxyBeanMethods = false,
    exclude = {
      ErrorMvcAutoConfiguration.class,
      TransactionAutoConfiguration.class,
      TomcatMetricsAutoConfiguration.class
    })
@ConfigurationPropertiesScan
@Import(CustomersApiController.class)
public class ServerApplication {

  /** Runs until it is told to stop; as {@code admin ...} it is a command that ends by itself. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("admin")) {
      System.exit(AdminCommandLine.run(Arrays.copyOfRange(args, 1, args.length)));
    }
    Arguments.refusal(args).ifPresent(ServerApplication::refuse);
    if (Arguments.askForHelp(args)) {
      System.out.print(Arguments.USAGE);
      return;
    }
    ExitLimit.guard();
    ExitLimit.extendFor(SpringApplication.run(ServerApplication.class, args));
  }

  private static void refuse(String line) {
    System.err.println(line);
    System.exit(2);
  }

  @Bean
  Contract contract() {
    return Contract.load();
  }

  @Bean
  RequestValidator requestValidator(Contract contract) {
    return new RequestValidator(contract);
  }

  @Bean
  IdempotencyKeys idempotencyKeys(Contract contract) {
    return new IdempotencyKeys(contract);
  }

  @Bean
  HeaderParameters headerParameters(Contract contract, IdempotencyKeys keys) {
    return new HeaderParameters(contract, keys);
  }

  @Bean
  RequestIds requestIds(Contract contract) {
    return new RequestIds(contract);
  }

  @Bean
  JsonMapper jsonMapper() {
    return WireJson.mapper();
  }
}
