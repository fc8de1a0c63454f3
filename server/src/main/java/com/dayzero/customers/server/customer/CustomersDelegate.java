package com.dayzero.customers.server.customer;

import com.dayzero.customers.api.CustomersApi;
import com.dayzero.customers.api.CustomersApiDelegate;
import com.dayzero.customers.api.model.CustomerCreateRequest;
import com.dayzero.customers.api.model.CustomerResponse;
import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Operation;
import java.net.URI;
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
  private final CustomerRepository customers;
  private final Operation create;

  CustomersDelegate(CustomerRepository customers, Contract contract) {
    this.customers = customers;
    this.create = contract.operation("POST", CustomersApi.PATH_CREATE_CUSTOMER);
  }

  @Override
  public ResponseEntity<CustomerResponse> createCustomer(
      UUID businessId,
      CustomerCreateRequest request,
      @Nullable String requestId,
      @Nullable String idempotencyKey) {
    CustomerResponse customer =
        customers
            .insert(businessId, request)
            .orElseThrow(() -> create.refusal("unknown_payment_term"));
    URI location = URI.create(CustomersApi.PATH_CREATE_CUSTOMER + "/" + customer.getId());
    return ResponseEntity.created(location).body(customer);
  }
}
