package com.dayzero.customers.contracttests.pacts;

import com.dayzero.customers.contracttests.Side;

/** Something that answers as the contract says, and can be put into a state. */
interface VerifiedProvider {
  /** Which of the two it is. */
  Side side();

  /** Where it is, without a slash at the end. */
  String address();

  /** Makes a caller what its standing says. */
  void know(Caller caller);

  /** Gives a business the payment term {@link ProviderStates#PAYMENT_TERM}. */
  void knowPaymentTerm(String businessId);

  /** Makes it answer 503 until {@link #mend}. */
  void interrupt();

  /** Makes it answer 500 until {@link #mend}. */
  void spoil();

  /** Ends what {@link #interrupt}, {@link #spoil} and {@link #know} began. */
  void mend();
}
