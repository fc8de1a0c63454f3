package com.dayzero.customers.contract;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;

/**
 * Which characters the label of an internationalised domain name may have, without those that are
 * allowed in some contexts only and are checked there.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5892">RFC 5892</a>
 */
final class Idna2008 {
  private static final Normalizer2 FOLDED = Normalizer2.getNFKCCasefoldInstance();

  /** Section 2.6, and the joiners of 2.8. */
  private static final UnicodeSet EXCEPTIONS =
      new UnicodeSet(
              "[\\u00df\\u03c2\\u06fd\\u06fe\\u0f0b\\u3007\\u00b7\\u0375\\u05f3\\u05f4\\u30fb\\u200c\\u200d]")
          .freeze();

  private static final UnicodeSet FORBIDDEN =
      new UnicodeSet(
              // Section 2.6.
              "[\\u0640\\u07fa\\u302e\\u302f\\u3031-\\u3035\\u303b"
                  // Sections 2.3 and 2.4.
                  + "[:White_Space:][:Default_Ignorable_Code_Point:][:Noncharacter_Code_Point:]"
                  + "[:Block=Combining_Marks_For_Symbols:][:Block=Musical_Symbols:]"
                  + "[:Block=Ancient_Greek_Musical_Notation:]"
                  // Section 2.9.
                  + "[:Hangul_Syllable_Type=L:][:Hangul_Syllable_Type=V:]"
                  + "[:Hangul_Syllable_Type=T:]]")
          .freeze();

  /** Section 2.1, and the hyphen. */
  private static final UnicodeSet LETTERS_AND_DIGITS =
      new UnicodeSet("[[:Ll:][:Lu:][:Lo:][:Nd:][:Lm:][:Mn:][:Mc:]\\-]").freeze();

  private Idna2008() {}

  /** Whether the character may stand in a label that is in its normal form. */
  static boolean allows(int c) {
    return EXCEPTIONS.contains(c)
        || (LETTERS_AND_DIGITS.contains(c) && !FORBIDDEN.contains(c) && isStable(c));
  }

  /** Section 2.2: neither case nor compatibility changes it. */
  private static boolean isStable(int c) {
    String text = Character.toString(c);
    return FOLDED.normalize(text).equals(text);
  }
}
