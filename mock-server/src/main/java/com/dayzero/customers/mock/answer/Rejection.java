package com.dayzero.customers.mock.answer;

import com.dayzero.customers.contract.ErrorBody;
import com.dayzero.customers.contract.FieldError;
import com.dayzero.customers.contract.Refusal;
import java.util.List;
import java.util.stream.Collectors;

/** A refusal of the contract with the reason, which the contract's words do not always tell. */
final class Rejection extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;
  private final String reason;

  Rejection(Refusal refusal, String reason) {
    super(reason, null, false, false);
    this.refusal = refusal;
    this.reason = reason;
  }

  /** A refusal whose words tell its reason. */
  static Rejection of(Refusal refusal) {
    String reason =
        switch (refusal.body()) {
          case ErrorBody.Sentence sentence -> sentence.detail();
          case ErrorBody.Violations violations ->
              violations.detail().stream().map(Rejection::words).collect(Collectors.joining("; "));
          case ErrorBody.Defect defect -> "A defect of the mock";
        };
    return new Rejection(refusal, reason);
  }

  String reason() {
    return reason;
  }

  Refusal refusal() {
    return refusal;
  }

  private static String words(FieldError violation) {
    List<Object> loc = violation.loc();
    String field =
        loc.stream()
            .skip(loc.size() > 1 ? 1 : 0)
            .map(Object::toString)
            .collect(Collectors.joining("."));
    return field + ": " + violation.msg();
  }
}
