package com.dayzero.customers.contract;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ids of requests: the caller's where it looks as the contract says, else our own. */
public final class RequestIds {
  /** The header of request and answer. */
  public static final String HEADER = "X-Request-Id";

  private final Pattern sane;

  /** Reads what the contract says about them. */
  public RequestIds(Contract contract) {
    this.sane = contract.parameterPattern("RequestId");
  }

  /** The caller's id, if it is one; null where the request came without the header. */
  public Optional<String> given(@Nullable String header) {
    return Optional.ofNullable(header).filter(id -> sane.matcher(id).matches());
  }

  /** The id of a request that came with this header, null where it had none. */
  public String idFor(@Nullable String header) {
    return given(header).orElseGet(() -> UUID.randomUUID().toString());
  }
}
