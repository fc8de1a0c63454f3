package com.dayzero.customers.server.web;

import com.dayzero.customers.contract.Contract;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The ids of requests: the caller's where it looks as the contract says, else our own. */
@Component
class RequestIds {
  static final String HEADER = "X-Request-Id";

  private final Pattern sane;

  RequestIds(Contract contract) {
    this.sane = contract.requestIdPattern();
  }

  /** The id of a request that came with this header, null where it had none. */
  String idFor(@Nullable String given) {
    return given != null && sane.matcher(given).matches() ? given : UUID.randomUUID().toString();
  }
}
