package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.window.state.DurableEngine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Loads the simulation, and the sink's engine so that it asks {@link Memory} before each
 * allocation: each object and array that it makes, each text and function, and each call of the
 * Java library that may need memory before it has changed anything.
 */
final class CountingLoader extends ClassLoader {
  private static final String OURS = "io.github.flumeaggregation.";
  private static final String MEMORY = Memory.class.getName().replace('.', '/');

  /** Where the product is that is counted. */
  private static final List<String> COUNTED =
      List.of(location(DurableEngine.class), location(ByteWriter.class));

  private static final Set<String> ALLOCATE =
      Set.of(
          "add",
          "addAll",
          "addFirst",
          "addLast",
          "append",
          "clone",
          "compute",
          "computeIfAbsent",
          "copyOf",
          "copyOfRange",
          "entrySet",
          "format",
          "getBytes",
          "iterator",
          "keySet",
          "merge",
          "put",
          "putAll",
          "putIfAbsent",
          "stream",
          "subList",
          "substring",
          "toArray",
          "toByteArray",
          "toString",
          "values");

  private CountingLoader() {
    super(CountingLoader.class.getClassLoader());
  }

  /** A new simulation whose memory can end. */
  @SuppressWarnings("unchecked") // a Simulation is one
  static UnaryOperator<String> simulation() {
    try {
      Class<?> loaded = new CountingLoader().loadClass(Simulation.class.getName());
      var constructor = loaded.getDeclaredConstructor();
      constructor.setAccessible(true);
      return (UnaryOperator<String>) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String location(Class<?> of) {
    return of.getProtectionDomain().getCodeSource().getLocation().toString();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    URL file = getParent().getResource(name.replace('.', '/') + ".class");
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = file.openStream()) {
      byte[] code = in.readAllBytes();
      byte[] defined = COUNTED.stream().anyMatch(file.toString()::contains) ? counting(code) : code;
      return defineClass(name, defined, 0, defined.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static byte[] counting(byte[] code) {
    ClassReader reader = new ClassReader(code);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String signature, String[] thrown) {
            MethodVisitor next = super.visitMethod(access, name, type, signature, thrown);
            return name.equals("<clinit>") ? new Initialiser(next) : new Allocations(next);
          }
        },
        0);
    return writer.toByteArray();
  }

  /** Asks before each allocation. */
  private static final class Allocations extends MethodVisitor {
    Allocations(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    private void ask() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, MEMORY, "allocate", "()V", false);
    }

    @Override
    public void visitTypeInsn(int instruction, String type) {
      super.visitTypeInsn(instruction, type); // first: frames name the place of a NEW
      if (instruction == Opcodes.NEW || instruction == Opcodes.ANEWARRAY) {
        ask();
      }
    }

    @Override
    public void visitIntInsn(int instruction, int operand) {
      if (instruction == Opcodes.NEWARRAY) {
        ask();
      }
      super.visitIntInsn(instruction, operand);
    }

    @Override
    public void visitMultiANewArrayInsn(String type, int dimensions) {
      ask();
      super.visitMultiANewArrayInsn(type, dimensions);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String type, Handle how, Object... arguments) {
      ask();
      super.visitInvokeDynamicInsn(name, type, how, arguments);
    }

    @Override
    public void visitMethodInsn(
        int instruction, String owner, String name, String type, boolean isInterface) {
      boolean bits = owner.equals("java/util/BitSet") && name.equals("set");
      if (bits || (owner.startsWith("java/") && ALLOCATE.contains(name))) {
        ask();
      }
      super.visitMethodInsn(instruction, owner, name, type, isInterface);
    }
  }

  /** What begins a class, once for all lives. */
  private static final class Initialiser extends MethodVisitor {
    Initialiser(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    private void say(String method) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, MEMORY, method, "()V", false);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      say("beginClass");
    }

    @Override
    public void visitInsn(int instruction) {
      if (instruction == Opcodes.RETURN) {
        say("endClass");
      }
      super.visitInsn(instruction);
    }
  }
}
