package com.dayzero.customers.server.customer;

import com.dayzero.customers.api.CustomersApi;
import com.dayzero.customers.api.CustomersApiDelegate;
import com.dayzero.customers.api.model.CustomerCreateRequest;
import com.dayzero.customers.api.model.CustomerResponse;
import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.server.caller.Origin;
import com.dayzero.customers.server.customer.CustomerRepository.NewCustomer;
import com.dayzero.customers.server.database.LockPatience;
import com.dayzero.customers.server.idempotency.Idempotency;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;

/**
 * The contract's operations on customers. Callers and bodies have been checked when a method is
 * called.
 */
@Service
class CustomersDelegate implements CustomersApiDelegate {
  private final HttpServletRequest current;
  private final CustomerRepository customers;
  private final Idempotency.Once<NewCustomer, CustomerResponse> creates;
  private final Operation operation;

  /** The request is Spring's proxy of the one that the calling thread works on. */
  CustomersDelegate(
      HttpServletRequest current,
      CustomerRepository customers,
      Idempotency idempotency,
      Contract contract) {
    this.current = current;
    this.customers = customers;
    this.operation = contract.operation("POST", CustomersApi.PATH_CREATE_CUSTOMER);
    this.creates = idempotency.once(this::store);
  }

  @Override
  public ResponseEntity<CustomerResponse> createCustomer(
      UUID businessId,
      CustomerCreateRequest request,
      @Nullable String requestId,
      @Nullable String idempotencyKey,
      @Nullable String userEmail) {
    NewCustomer customer = customers.prepare(businessId, request, Origin.of(current));
    CustomerResponse response = customer.response();
    String location = CustomersApi.PATH_CREATE_CUSTOMER + "/" + response.getId();
    return creates.carryOut(customer, location, response);
  }

  private List<Optional<Refusal>> store(List<NewCustomer> requested, LockPatience patience) {
    return customers.insert(requested, patience).stream()
        .map(stored ->
            stored
                ? Optional.<Refusal>empty()
                : Optional.of(operation.refusal("unknown_payment_term")))
        .toList();
  }
}
