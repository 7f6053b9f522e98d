package io.github.flumeaggregation.core.aggregate;

import java.math.BigInteger;

/**
 * Arithmetic on wide two's-complement integers that lie in {@code long} arrays, least significant
 * limb first. The callers choose widths that cannot overflow for 2<sup>63</sup> lines.
 */
final class Limbs {
  private Limbs() {}

  /** Adds {@code value} to the integer of {@code count} limbs at {@code at}. */
  static void add(long[] limbs, int at, int count, long value) {
    long sum = limbs[at] + value;
    // Carry out of the lowest limb, less the borrow that the sign extension of value would bring.
    long carry = (Long.compareUnsigned(sum, value) < 0 ? 1 : 0) + (value >> 63);
    limbs[at] = sum;
    for (int i = at + 1; carry != 0 && i < at + count; i++) {
      long next = limbs[i] + carry;
      carry = carry > 0 ? (next == 0 ? 1 : 0) : (limbs[i] == 0 ? -1 : 0);
      limbs[i] = next;
    }
  }

  /** Adds the integer at {@code partAt} of {@code part}, of {@code count} limbs too. */
  static void add(long[] limbs, int at, long[] part, int partAt, int count) {
    long carry = 0;
    for (int i = 0; i < count; i++) {
      long a = limbs[at + i];
      long sum = a + part[partAt + i];
      long withCarry = sum + carry;
      carry = Long.compareUnsigned(sum, a) < 0 || Long.compareUnsigned(withCarry, sum) < 0 ? 1 : 0;
      limbs[at + i] = withCarry;
    }
  }

  /** Adds {@code value}, which must fit. */
  static void add(long[] limbs, int at, int count, BigInteger value) {
    long[] part = new long[count];
    for (int i = 0; i < count; i++) {
      part[i] = value.shiftRight(i * Long.SIZE).longValue();
    }
    add(limbs, at, part, 0, count);
  }

  /** Adds {@code a * b}, which takes up to two limbs. */
  static void addProduct(long[] limbs, int at, int count, long a, long b) {
    long low = a * b;
    if ((int) a == a && (int) b == b) {
      add(limbs, at, count, low);
      return;
    }
    long high = multiplyHigh(a, b);
    long sum = limbs[at] + low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    limbs[at] = sum;
    // high + carry cannot overflow: the product of two longs leaves room for one more.
    add(limbs, at + 1, count - 1, high + carry);
  }

  /** The upper 64 bits of the product; Java 8 has no Math.multiplyHigh. Hacker's Delight, 8-2. */
  private static long multiplyHigh(long a, long b) {
    long aHigh = a >> 32;
    long aLow = a & 0xffffffffL;
    long bHigh = b >> 32;
    long bLow = b & 0xffffffffL;
    long t = aHigh * bLow + ((aLow * bLow) >>> 32);
    long u = aLow * bHigh + (t & 0xffffffffL);
    return aHigh * bHigh + (t >> 32) + (u >> 32);
  }

  /** Subtracts the integer at {@code partAt} of {@code part}, of {@code count} limbs too. */
  static void subtract(long[] limbs, int at, long[] part, int partAt, int count) {
    long borrow = 0;
    for (int i = 0; i < count; i++) {
      long a = limbs[at + i];
      long difference = a - part[partAt + i];
      long withBorrow = difference - borrow;
      borrow =
          Long.compareUnsigned(a, difference) < 0
                  || Long.compareUnsigned(difference, withBorrow) < 0
              ? 1
              : 0;
      limbs[at + i] = withBorrow;
    }
  }

  /** The integer of {@code count} limbs at {@code at}. */
  static BigInteger toBigInteger(long[] limbs, int at, int count) {
    BigInteger value = BigInteger.valueOf(limbs[at + count - 1]);
    for (int i = at + count - 2; i >= at; i--) {
      BigInteger limb = BigInteger.valueOf(limbs[i] & Long.MAX_VALUE);
      value = value.shiftLeft(64).add(limbs[i] < 0 ? limb.setBit(63) : limb);
    }
    return value;
  }
}
