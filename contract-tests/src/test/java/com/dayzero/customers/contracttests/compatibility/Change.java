package com.dayzero.customers.contracttests.compatibility;

/**
 * A change of the contract that clients meet.
 *
 * @param kind whether clients of the release break
 * @param place where it is, from the outside in: operation, request or answer, media type, field
 * @param words what has changed
 */
public record Change(Kind kind, String place, String words) {
  /** What a change means to clients of the release. */
  public enum Kind {
    /** A client that does what the release says may fail, or we cannot tell. */
    BREAKING,
    /** Whatever the release promises still holds. */
    ADDITIVE
  }

  /** As it stands in the list of a failed build and in the changelog. */
  @Override
  public String toString() {
    return place + ": " + words;
  }
}
