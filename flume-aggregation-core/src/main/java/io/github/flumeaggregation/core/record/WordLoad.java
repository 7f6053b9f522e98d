package io.github.flumeaggregation.core.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteOrder;

/**
 * Finds the fastest way that this virtual machine has to read eight bytes of an array as a long.
 * The code is compiled for Java 8, which has no {@code VarHandle}: it is asked for by name.
 */
final class WordLoad {
  private static final MethodType TYPE = MethodType.methodType(long.class, byte[].class, int.class);

  private WordLoad() {}

  /** A handle of type {@code (byte[], int)long}, least significant byte first. */
  static MethodHandle find() {
    try {
      return viewOfBytes();
    } catch (ReflectiveOperationException e) {
      return byteByByte();
    }
  }

  /** {@code MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN)}, its getter. */
  private static MethodHandle viewOfBytes() throws ReflectiveOperationException {
    Class<?> varHandle = Class.forName("java.lang.invoke.VarHandle");
    Class<?> accessMode = Class.forName("java.lang.invoke.VarHandle$AccessMode");
    Object view =
        MethodHandles.class
            .getMethod("byteArrayViewVarHandle", Class.class, ByteOrder.class)
            .invoke(null, long[].class, ByteOrder.LITTLE_ENDIAN);
    Object get = accessMode.getField("GET").get(null);
    Object getter = varHandle.getMethod("toMethodHandle", accessMode).invoke(view, get);
    return ((MethodHandle) getter).asType(TYPE);
  }

  static MethodHandle byteByByte() {
    try {
      return MethodHandles.lookup().findStatic(WordLoad.class, "assemble", TYPE);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a method of this class is missing", e);
    }
  }

  /** The Java 8 way. */
  static long assemble(byte[] bytes, int index) {
    long word = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      word = word << Byte.SIZE | (bytes[index + i] & 0xff);
    }
    return word;
  }
}
