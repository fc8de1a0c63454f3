package com.dayzero.customers.bench;

import static com.dayzero.customers.server.database.generated.Tables.BUSINESSES;

import com.dayzero.customers.api.CustomersApiDelegate;
import com.dayzero.customers.api.model.CustomerCreateRequest;
import com.dayzero.customers.api.model.CustomerResponse;
import com.dayzero.customers.server.ServerApplication;
import com.dayzero.customers.server.caller.Caller;
import com.dayzero.customers.server.caller.Origin;
import com.dayzero.customers.server.idempotency.KeyedRequest;
import com.dayzero.customers.server.idempotency.ScopedKey;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The way from the delegate to a committed customer, on the database of {@code DATABASE_URL}, or
 * the embedded one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
public class CreateBenchmark {
  private final UUID businessId = UUID.randomUUID();
  private final CustomerCreateRequest request =
      new CustomerCreateRequest().name("Acme Corp").email("billing@acme.com");
  private final String key = "replayed-" + businessId;
  private final ConfigurableApplicationContext server;
  private final CustomersApiDelegate delegate;

  /** Starts a server with a new business. */
  public CreateBenchmark() {
    server =
        SpringApplication.run(
            ServerApplication.class,
            "--server.port=0",
            "--management.server.port=-1",
            "--customers.data-folder=target/data");
    server
        .getBean(DSLContext.class)
        .insertInto(BUSINESSES, BUSINESSES.ID, BUSINESSES.NAME)
        .values(businessId, "Bench")
        .execute();
    delegate = server.getBean(CustomersApiDelegate.class);
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    server.close();
  }

  /** A customer alone in its transaction. */
  @Benchmark
  public ResponseEntity<CustomerResponse> withoutKey() {
    return create(new MockHttpServletRequest());
  }

  /** The same with a new key, which is stored together with the customer. */
  @Benchmark
  public ResponseEntity<CustomerResponse> withKey() {
    return create(keyed(UUID.randomUUID().toString()));
  }

  /** A key that came before. */
  @Benchmark
  public ResponseEntity<CustomerResponse> replay() {
    return create(keyed(key));
  }

  private MockHttpServletRequest keyed(String key) {
    MockHttpServletRequest http = new MockHttpServletRequest();
    new KeyedRequest(new ScopedKey(businessId, "create", key), new byte[32]).attachTo(http);
    return http;
  }

  private ResponseEntity<CustomerResponse> create(MockHttpServletRequest http) {
    new Origin(new Caller(businessId, businessId, businessId), "bench", null).attachTo(http);
    RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(http));
    return delegate.createCustomer(businessId, request, null, null, null);
  }
}
