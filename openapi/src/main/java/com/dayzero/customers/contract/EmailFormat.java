package com.dayzero.customers.contract;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;

/** The format {@code email}: what pydantic's {@code EmailStr} accepts. */
final class EmailFormat implements Format {
  @Override
  public String getName() {
    return "email";
  }

  @Override
  public boolean matches(ExecutionContext context, String value) {
    return EmailAddress.flawOf(value) == null;
  }
}
