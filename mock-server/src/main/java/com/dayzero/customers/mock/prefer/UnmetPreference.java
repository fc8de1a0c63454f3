package com.dayzero.customers.mock.prefer;

import com.dayzero.customers.contract.ErrorBody;

/** Something was asked of the mock that it cannot do. Answered 400, with what it can do. */
public final class UnmetPreference extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The HTTP status of the answer. */
  public static final int STATUS = 400;

  private final String detail;

  /**
   * An unmet preference.
   *
   * @param detail what was asked, and what can be asked instead
   */
  public UnmetPreference(String detail) {
    super(detail, null, false, false);
    this.detail = detail;
  }

  /** What was asked, and what can be asked instead. */
  public String detail() {
    return detail;
  }

  /** The answer's body. */
  public byte[] body() {
    return new ErrorBody.Sentence(detail).toBytes();
  }
}
