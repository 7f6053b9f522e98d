package io.github.flumeaggregation.it;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The parser of Hive and its reader of JSON lines, beside the tests' own libraries, with which
 * those of Hive do not agree.
 */
final class Hive implements AutoCloseable {
  private final URLClassLoader classes;

  private Hive(URLClassLoader classes) {
    this.classes = classes;
  }

  static Hive load() throws IOException {
    Path hadoop = Path.of(System.getProperty("it.hadoopClient"));
    List<URL> jars = new ArrayList<>();
    jars.addAll(jars(Path.of(System.getProperty("it.hive")), ""));
    jars.addAll(jars(hadoop.resolve(System.getProperty("it.hadoopVersion")), ""));
    jars.addAll(jars(Path.of(System.getProperty("it.stockLib")), "slf4j-api"));
    return new Hive(
        new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()));
  }

  private static List<URL> jars(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name))
          .map(Hive::url)
          .toList();
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Throws what Hive's parser throws if it is no statement of Hive's. */
  void parse(String statement) throws ReflectiveOperationException {
    Object parser = create("org.apache.hadoop.hive.ql.parse.ParseDriver");
    parser.getClass().getMethod("parse", String.class).invoke(parser, statement);
  }

  /**
   * What Hive reads from a line, as JSON.
   *
   * @param columns names, with commas between
   * @param types the same number, with colons between
   */
  String read(String line, String columns, String types) throws ReflectiveOperationException {
    Object reader = create("org.apache.hadoop.hive.serde2.JsonSerDe");
    Class<?> configuration = classes.loadClass("org.apache.hadoop.conf.Configuration");
    Properties table = new Properties();
    table.setProperty("columns", columns);
    table.setProperty("columns.types", types);
    reader
        .getClass()
        .getMethod("initialize", configuration, Properties.class, Properties.class)
        .invoke(reader, configuration.getConstructor().newInstance(), table, null);
    Class<?> writable = classes.loadClass("org.apache.hadoop.io.Writable");
    Object text =
        classes
            .loadClass("org.apache.hadoop.io.Text")
            .getConstructor(String.class)
            .newInstance(line);
    Object row = reader.getClass().getMethod("deserialize", writable).invoke(reader, text);
    Object inspector = reader.getClass().getMethod("getObjectInspector").invoke(reader);
    return (String)
        classes
            .loadClass("org.apache.hadoop.hive.serde2.SerDeUtils")
            .getMethod(
                "getJSONString",
                Object.class,
                classes.loadClass("org.apache.hadoop.hive.serde2.objectinspector.ObjectInspector"))
            .invoke(null, row, inspector);
  }

  private Object create(String type) throws ReflectiveOperationException {
    return classes.loadClass(type).getConstructor().newInstance();
  }

  @Override
  public void close() throws IOException {
    classes.close();
  }
}
