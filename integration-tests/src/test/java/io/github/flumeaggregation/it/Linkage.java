package io.github.flumeaggregation.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the classes of some jars name in others, and what of it is not there. */
final class Linkage implements AutoCloseable {
  private static final int SHAPE = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG;

  private final List<Path> jars;
  private final URLClassLoader all;
  private final Set<String> missing = new TreeSet<>();
  private int references;

  Linkage(List<Path> jars, List<Path> libraries) throws IOException {
    this.jars = jars;
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    for (Path jar : libraries) {
      urls.add(jar.toUri().toURL());
    }
    all = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** The classes and members that are named and not there. */
  Set<String> missing() throws IOException {
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        for (JarEntry entry : (Iterable<JarEntry>) () -> file.entries().asIterator()) {
          if (entry.getName().endsWith(".class")) {
            read(file.getInputStream(entry));
          }
        }
      }
    }
    return missing;
  }

  /** How many were looked for. */
  int references() {
    return references;
  }

  @Override
  public void close() throws IOException {
    all.close();
  }

  private void read(InputStream in) throws IOException {
    try (in) {
      new ClassReader(in).accept(new NamesOfClass(), 0);
    }
  }

  /** Hadoop is what an operator adds, in a version of his own; the rest comes with Flume. */
  private static boolean isOfFlume(String type) {
    return (type.startsWith("org/apache/") && !type.startsWith("org/apache/hadoop/"))
        || type.startsWith("com/google/")
        || type.startsWith("org/slf4j/");
  }

  private void type(String type) {
    if (type != null && isOfFlume(type)) {
      note(type, all.getResource(type + ".class") != null);
    }
  }

  private void member(String owner, String name, String descriptor) {
    if (isOfFlume(owner)) {
      note(owner + "." + name + descriptor, has(owner, name + descriptor, new HashSet<>()));
    }
  }

  private void note(String what, boolean isThere) {
    references++;
    if (!isThere) {
      missing.add(what);
    }
  }

  private boolean has(String type, String member, Set<String> seen) {
    if (type == null || !seen.add(type)) {
      return false;
    }
    try (InputStream in = all.getResourceAsStream(type + ".class")) {
      if (in == null) {
        return false;
      }
      ClassReader reader = new ClassReader(in);
      Members members = new Members();
      reader.accept(members, SHAPE);
      boolean found = members.all.contains(member) || has(reader.getSuperName(), member, seen);
      for (String parent : reader.getInterfaces()) {
        found = found || has(parent, member, seen);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a class declares. */
  private static final class Members extends ClassVisitor {
    final Set<String> all = new HashSet<>();

    Members() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String type, String s, String[] e) {
      all.add(name + type);
      return null;
    }

    @Override
    public FieldVisitor visitField(int access, String name, String type, String s, Object value) {
      all.add(name + type);
      return null;
    }
  }

  /** What a class names. */
  private final class NamesOfClass extends ClassVisitor {
    NamesOfClass() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(int v, int access, String name, String s, String parent, String[] parents) {
      type(parent);
      for (String each : parents) {
        type(each);
      }
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String type, String s, String[] e) {
      return new NamesOfMethod();
    }
  }

  private final class NamesOfMethod extends MethodVisitor {
    NamesOfMethod() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitMethodInsn(int code, String owner, String name, String type, boolean face) {
      member(owner, name, type);
    }

    @Override
    public void visitFieldInsn(int code, String owner, String name, String type) {
      member(owner, name, type);
    }

    @Override
    public void visitTypeInsn(int code, String type) {
      type(type);
    }
  }
}
