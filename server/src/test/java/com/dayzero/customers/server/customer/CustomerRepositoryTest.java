package com.dayzero.customers.server.customer;

import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dayzero.customers.api.model.CustomerCreateRequest;
import com.dayzero.customers.api.model.CustomerResponse;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import com.dayzero.customers.server.caller.Caller;
import com.dayzero.customers.server.caller.Origin;
import com.dayzero.customers.server.customer.CustomerRepository.NewCustomer;
import com.dayzero.customers.server.database.LockPatience;
import com.dayzero.customers.server.database.generated.tables.records.CustomersRecord;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;

@RunningServer
class CustomerRepositoryTest {
  private final CustomerRepository customers;
  private final DSLContext database;
  private final Tenants tenants;
  private final Tenant owner;

  @Autowired
  CustomerRepositoryTest(CustomerRepository customers, DSLContext database, Tenants tenants) {
    this.customers = customers;
    this.database = database;
    this.tenants = tenants;
    this.owner = tenants.owner();
  }

  @Test
  void storesWhatIsAnswered() {
    CustomerCreateRequest everything =
        aCustomer()
            .address("1 Main Street")
            .phone("+1 555 0100")
            .taxId("12-3456789")
            .website("https://acme.com")
            .notes("Pays late.")
            .creditLimitCents(500_000L)
            .defaultPaymentTermId(tenants.paymentTerm(owner))
            .category("wholesale")
            .invoiceFooter("Thank you.");
    for (CustomerCreateRequest request : List.of(everything, aCustomer())) {
      CustomerResponse answered = insert(owner, request).orElseThrow();
      UUID id = UUID.fromString(answered.getId());
      CustomersRecord stored = database.fetchSingle(CUSTOMERS, CUSTOMERS.ID.eq(id));
      assertThat(new NewCustomer(stored).response()).isEqualTo(answered);
    }
  }

  @Test
  void storesTextsAsTheyAreWhateverTheyMeanInAnArrayOfPostgresql() {
    List<String> texts =
        List.of(
            "", " ", "NULL", "null", "{}", "{a,b}", "a,b", "\"a\"", "it's", "a\\b", "\\", "\\\"",
            "$1", "?", "{0}", ":a", "a\n\tb", "\u0001", "é", "😀");
    List<NewCustomer> prepared =
        texts.stream().map(text -> prepare(owner, aCustomer().notes(text).address(text))).toList();

    assertThat(customers.insert(prepared, LockPatience.AS_EVER))
        .hasSameSizeAs(texts)
        .containsOnly(true);

    for (NewCustomer customer : prepared) {
      CustomersRecord stored =
          database.fetchSingle(CUSTOMERS, CUSTOMERS.ID.eq(customer.row().getId()));
      assertThat(new NewCustomer(stored).response()).isEqualTo(customer.response());
    }
  }

  @Test
  void givesIdsThatGrow() {
    String first = insert(owner, aCustomer()).orElseThrow().getId();
    String second = insert(owner, aCustomer()).orElseThrow().getId();
    assertThat(second).isGreaterThan(first);
  }

  @Test
  void takesAPaymentTermOfTheSameBusinessOnly() {
    String term = tenants.paymentTerm(owner);
    assertThat(insert(owner, aCustomer().defaultPaymentTermId(term))).isPresent();
    assertThat(insert(tenants.owner(), aCustomer().defaultPaymentTermId(term))).isEmpty();
  }

  @Test
  void theKeysThemselvesKeepTenantsApart() {
    String foreign = tenants.paymentTerm(tenants.owner());
    insert(owner, aCustomer());
    assertThatThrownBy(() ->
            database
                .update(CUSTOMERS)
                .set(CUSTOMERS.DEFAULT_PAYMENT_TERM_ID, foreign)
                .where(CUSTOMERS.BUSINESS_ID.eq(owner.businessId()))
                .execute())
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  private Optional<CustomerResponse> insert(Tenant tenant, CustomerCreateRequest customer) {
    NewCustomer prepared = prepare(tenant, customer);
    return customers.insert(List.of(prepared), LockPatience.AS_EVER).getFirst()
        ? Optional.of(prepared.response())
        : Optional.empty();
  }

  private NewCustomer prepare(Tenant tenant, CustomerCreateRequest customer) {
    Caller caller = new Caller(tenant.userId(), UUID.randomUUID(), tenant.businessId());
    return customers.prepare(tenant.businessId(), customer, new Origin(caller, "a-request", null));
  }

  private static CustomerCreateRequest aCustomer() {
    return new CustomerCreateRequest("Acme Corp", "billing@acme.com");
  }
}
