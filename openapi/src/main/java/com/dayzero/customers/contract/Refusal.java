package com.dayzero.customers.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer other than success: its status, body and headers. Thrown where a check fails and
 * rendered in one place. It is an answer, not a defect, so it carries no stack trace.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient ErrorBody body;
  private final transient Map<String, String> headers;

  /** A refusal with this status, body and these headers beside the ones that every answer has. */
  public Refusal(int status, ErrorBody body, Map<String, String> headers) {
    super(null, null, false, false);
    this.status = status;
    this.body = body;
    this.headers = Map.copyOf(headers);
  }

  /** Put together only where it is asked for, as few refusals are. */
  @Override
  public String getMessage() {
    return status + " " + body;
  }

  /** A 422 that names every violation at once. */
  public static Refusal invalid(List<FieldError> violations) {
    return new Refusal(422, new ErrorBody.Violations(violations), Map.of());
  }

  /** The same with these headers, in the place of its own where it has them. */
  public Refusal with(Map<String, String> others) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(others);
    return new Refusal(status, body, all);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What the body says. */
  public ErrorBody body() {
    return body;
  }

  /** Headers of this answer, beside the ones that every answer has. */
  public Map<String, String> headers() {
    return headers;
  }
}
