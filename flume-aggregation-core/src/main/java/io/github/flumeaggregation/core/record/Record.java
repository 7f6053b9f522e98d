package io.github.flumeaggregation.core.record;

import io.github.flumeaggregation.core.Nullable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;

/**
 * The fields of one line, reused from line to line.
 *
 * <p>Each field is missing or has a text; the text is read as a number when somebody asks for one,
 * at most once. The record also holds the line's event time. Filling and reading it allocates
 * nothing, except that a buffer for decoding escapes grows to the longest such text. Not safe for
 * several threads.
 */
public final class Record {
  private static final byte MISSING = 0;
  private static final byte TEXT = 1;
  private static final byte NUMBER = 2;
  private static final byte NOT_A_NUMBER = 3;
  private static final byte ENCODED = 4;

  /** A field that is computed when somebody asks for it. */
  private static final byte DERIVED = 5;

  /** Computed as a number, of which nobody has asked for the text. */
  private static final byte NUMBER_ONLY = 6;

  private static final byte[] NOTHING = {};

  /** The start of the year -9999 and the end of 9999, in UTC. */
  private static final long EARLIEST_MILLIS = -377_705_116_800_000L;

  private static final long LATEST_MILLIS = 253_402_300_799_999L;

  private final Slice[] texts;
  private final Decimal[] numbers;
  private final byte[] states;
  private final Encoding[] encodings;
  private final byte[][] decoded;
  private long timeMillis;
  private boolean hasTime;
  private long numbersOutOfRange;
  private final NotNumbers notNumbers;

  /** The fields that are computed. */
  private final int[] derived;

  /** By what, at the indexes of these fields. */
  private final Derivation[] derivations;

  /** Null until a number that was computed is wanted as text. */
  private @Nullable DecimalWriter writer;

  /** Null if numbers have points. */
  private final @Nullable CommaNumber commaNumber;

  /** A record with {@code fields} fields, all missing. */
  public Record(int fields) {
    this(fields, new NotNumbers());
  }

  /** Likewise; what is no number where one is needed is counted by {@code notNumbers}. */
  public Record(int fields, NotNumbers notNumbers) {
    this(fields, notNumbers, false);
  }

  /** Likewise; {@code decimalComma}: whether numbers may have a comma for the point. */
  public Record(int fields, NotNumbers notNumbers, boolean decimalComma) {
    this(fields, notNumbers, decimalComma, Collections.emptyMap());
  }

  /** Likewise; {@code derivations}: the fields that are computed from others, by their indexes. */
  public Record(
      int fields,
      NotNumbers notNumbers,
      boolean decimalComma,
      Map<Integer, Derivation> derivations) {
    this.notNumbers = notNumbers;
    this.derived = derivations.keySet().stream().mapToInt(Integer::intValue).toArray();
    this.derivations = new Derivation[fields];
    derivations.forEach((field, derivation) -> this.derivations[field] = derivation);
    this.commaNumber = decimalComma ? new CommaNumber() : null;
    texts = new Slice[fields];
    numbers = new Decimal[fields];
    states = new byte[fields];
    encodings = new Encoding[fields];
    decoded = new byte[fields][];
    for (int i = 0; i < fields; i++) {
      texts[i] = new Slice();
      numbers[i] = new Decimal();
      encodings[i] = Encoding.ESCAPES;
      decoded[i] = NOTHING;
    }
    clear();
  }

  /** Makes all fields and the time missing, and computed fields to be computed anew. */
  public void clear() {
    Arrays.fill(states, MISSING);
    for (int field : derived) {
      states[field] = DERIVED;
    }
    hasTime = false;
  }

  /** Gives a field the text {@code bytes[from, to)}; the array is not copied. */
  public void set(int field, byte[] bytes, int from, int to) {
    texts[field].set(bytes, from, to);
    states[field] = TEXT;
  }

  /**
   * Gives a field the text that {@code bytes[from, to)} stand for; they are decoded when somebody
   * asks for it.
   */
  public void set(int field, byte[] bytes, int from, int to, Encoding encoding) {
    texts[field].set(bytes, from, to);
    if (encodings[field] != encoding) {
      encodings[field] = encoding;
    }
    states[field] = ENCODED;
  }

  /** Gives a field a number, of as many digits as there may be, and the text that stands for it. */
  public void set(int field, Decimal number, byte[] text) {
    texts[field].set(text, 0, text.length);
    numbers[field].set(number);
    states[field] = NUMBER;
  }

  /** Makes a field missing. */
  public void unset(int field) {
    states[field] = MISSING;
  }

  /** Whether the field is there. */
  public boolean has(int field) {
    return state(field) != MISSING;
  }

  private byte state(int field) {
    byte state = states[field];
    return state == DERIVED ? derive(field) : state;
  }

  private byte derive(int field) {
    states[field] = MISSING;
    Derivation derivation = derivations[field];
    return derivation.type() == Fields.Type.NUMBER
        ? deriveNumber(field, derivation)
        : deriveText(field, derivation);
  }

  private byte deriveNumber(int field, Derivation derivation) {
    @Nullable Decimal number = derivation.number(this);
    if (number != null) {
      numbers[field].set(number);
      states[field] = NUMBER_ONLY;
    }
    return states[field];
  }

  private byte deriveText(int field, Derivation derivation) {
    @Nullable Slice text = derivation.text(this);
    if (text != null) {
      set(field, text.array(), text.from(), text.to());
    }
    return states[field];
  }

  private void writeNumber(int field) {
    if (writer == null) {
      writer = new DecimalWriter();
    }
    Slice text = writer.text(numbers[field]);
    if (decoded[field].length < text.length()) {
      decoded[field] = new byte[text.length() + DecimalWriter.MOST_BYTES];
    }
    System.arraycopy(text.array(), text.from(), decoded[field], 0, text.length());
    texts[field].set(decoded[field], 0, text.length());
    states[field] = NUMBER;
  }

  /** The text of a field, valid until the record is cleared; null if the field is missing. */
  public @Nullable Slice text(int field) {
    byte state = state(field);
    if (state == ENCODED) {
      decode(field);
    } else if (state == NUMBER_ONLY) {
      writeNumber(field);
    }
    return state == MISSING ? null : texts[field];
  }

  /**
   * The field as a number; null if it is missing, no number or out of range, of which the latter
   * two are counted.
   */
  public @Nullable Decimal number(int field) {
    byte state = state(field);
    if (state == ENCODED) {
      state = decode(field);
    }
    if (state == TEXT) {
      state = readNumber(field);
    }
    return isNumber(state) ? numbers[field] : null;
  }

  /** The field as text if nobody has read it as a number yet; null if so, or if it is missing. */
  public @Nullable Slice unread(int field) {
    return state(field) == TEXT ? texts[field] : null;
  }

  /** The field as a number, for who can do without; null if it is none, which nobody counts. */
  public @Nullable Decimal numberIfAny(int field) {
    byte state = state(field) == ENCODED ? decode(field) : states[field];
    if (state == TEXT && parse(field) == Decimal.Parsed.OK) {
      states[field] = NUMBER;
    }
    return isNumber(states[field]) ? numbers[field] : null;
  }

  private static boolean isNumber(byte state) {
    return state == NUMBER || state == NUMBER_ONLY;
  }

  private byte decode(int field) {
    states[field] = TEXT;
    Slice text = texts[field];
    Encoding encoding = encodings[field];
    if (encoding.isPlain(text.array(), text.from(), text.to())) {
      return TEXT;
    }
    int room = encoding.maxDecodedLength(text.length());
    if (decoded[field].length < room) {
      decoded[field] = new byte[room + room / 2];
    }
    int length = encoding.decode(text.array(), text.from(), text.to(), decoded[field]);
    text.set(decoded[field], 0, length);
    return TEXT;
  }

  private byte readNumber(int field) {
    Decimal.Parsed parsed = parse(field);
    if (parsed == Decimal.Parsed.OUT_OF_RANGE) {
      numbersOutOfRange++;
    }
    if (parsed != Decimal.Parsed.OK && !isHyphen(texts[field])) {
      notNumbers.count(field);
    }
    states[field] = parsed == Decimal.Parsed.OK ? NUMBER : NOT_A_NUMBER;
    return states[field];
  }

  private Decimal.Parsed parse(int field) {
    Decimal.Parsed parsed = numbers[field].parse(texts[field]);
    if (parsed != Decimal.Parsed.MALFORMED) {
      return parsed;
    }
    return commaNumber == null
        ? encodings[field].number(texts[field], numbers[field])
        : commaNumber.parse(texts[field], numbers[field]);
  }

  /**
   * Makes {@code into} the number that a text says as numbers of these lines are written, with a
   * comma for the point if they may have one.
   *
   * @return whether it is a number in range
   */
  public boolean readNumber(Slice text, Decimal into) {
    Decimal.Parsed parsed = into.parse(text);
    if (parsed == Decimal.Parsed.MALFORMED && commaNumber != null) {
      parsed = commaNumber.parse(text, into);
    }
    return parsed == Decimal.Parsed.OK;
  }

  private static boolean isHyphen(Slice text) {
    return text.length() == 1 && text.at(0) == '-';
  }

  /**
   * Sets the event time, in milliseconds since the epoch. A time outside the years -9999 to 9999 is
   * none: it comes of damaged lines and headers, and its windows would have no end that can be
   * told.
   */
  public void setTimeMillis(long timeMillis) {
    this.timeMillis = timeMillis;
    hasTime = timeMillis >= EARLIEST_MILLIS && timeMillis <= LATEST_MILLIS;
  }

  /** Whether the line has an event time. */
  public boolean hasTime() {
    return hasTime;
  }

  /** The event time, in milliseconds since the epoch; meaningless without {@link #hasTime()}. */
  public long timeMillis() {
    return timeMillis;
  }

  /** How many numbers with too many digits were met (and treated as missing) so far. */
  public long numbersOutOfRange() {
    return numbersOutOfRange;
  }
}
