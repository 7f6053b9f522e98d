package io.github.flumeaggregation.core.record;

/** How the text of a field is had from the bytes that stand for it in a line. Has no state. */
public interface Encoding {
  /**
   * The backslash escapes of access logs and of JSON: <code>\"</code>, <code>\\</code>, {@code \/},
   * {@code \n}, {@code \t}, {@code \r}, {@code \b}, {@code \f}, {@code \v}, {@code \xHH} for a byte
   * and <code>&#92;uHHHH</code> for a UTF-16 unit. Anything else after a backslash stays as it is,
   * the backslash included; half a surrogate pair becomes U+FFFD.
   */
  Encoding ESCAPES = new Escapes();

  /** Plain text; of several numbers with commas or colons between them the number is the sum. */
  Encoding NUMBERS = new NumberList(false);

  /** As {@link #NUMBERS}, with {@link #ESCAPES}. */
  Encoding ESCAPED_NUMBERS = new NumberList(true);

  /** Whether {@code bytes[from, to)} are the text as they stand. */
  boolean isPlain(byte[] bytes, int from, int to);

  /** The largest number of bytes that {@code length} bytes can decode to. */
  int maxDecodedLength(int length);

  /** Decodes {@code bytes[from, to)} to the start of {@code into}; answers the length. */
  int decode(byte[] bytes, int from, int to, byte[] into);

  /**
   * Reads a decoded text that is no plain number.
   *
   * @return {@code OK}, or why {@code into} is unchanged
   */
  Decimal.Parsed number(Slice text, Decimal into);
}
