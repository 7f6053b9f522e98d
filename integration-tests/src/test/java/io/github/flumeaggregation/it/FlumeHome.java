package io.github.flumeaggregation.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The home folder of a Flume agent: conf, plugins.d with our tarball unpacked in it, and lib with
 * the stock libraries, which are used where they lie.
 */
final class FlumeHome {
  /** The lib folder of the stock Flume that is tested with. */
  static final Path STOCK_LIB = Path.of(System.getProperty("it.stockLib"));

  /** The root of the project. */
  static final Path PROJECT = Path.of(System.getProperty("it.project"));

  static final Path TARBALL = Path.of(System.getProperty("it.tarball"));

  /** Console only; the process' output is the agent's log. */
  private static final String LOG4J2 =
      """
      <Configuration status="WARN">
        <Appenders>
          <Console name="console">
            <PatternLayout pattern="%d{ISO8601} %-5p [%t] %c{1}: %m%n"/>
          </Console>
        </Appenders>
        <Loggers>
          <Root level="INFO"><AppenderRef ref="console"/></Root>
        </Loggers>
      </Configuration>
      """;

  /** The same for Flume 1.9, which logs by log4j 1.2. */
  private static final String LOG4J =
      """
      log4j.rootLogger = INFO, console
      log4j.appender.console = org.apache.log4j.ConsoleAppender
      log4j.appender.console.layout = org.apache.log4j.PatternLayout
      log4j.appender.console.layout.ConversionPattern = %d{ISO8601} %-5p [%t] %c{1}: %m%n
      """;

  private final Path dir;
  private Path javaHome = Path.of(System.getProperty("java.home"));

  private FlumeHome(Path dir) {
    this.dir = dir;
  }

  /** Unpacks the tarball into a new home below {@code dir}. */
  static FlumeHome createIn(Path dir) throws IOException, InterruptedException {
    Path home = Files.createDirectory(dir.resolve("flume"));
    Path conf = Files.createDirectory(home.resolve("conf"));
    Files.writeString(conf.resolve("log4j2.xml"), LOG4J2);
    Files.writeString(conf.resolve("log4j.properties"), LOG4J);
    Files.createSymbolicLink(home.resolve("lib"), STOCK_LIB.toRealPath());
    unpack(home);
    return new FlumeHome(home);
  }

  private static void unpack(Path home) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "-xzf", TARBALL.toString(), "-C", home.toString())
            .inheritIO()
            .start();
    if (tar.waitFor() != 0) {
      throw new IOException("tar could not unpack " + TARBALL);
    }
  }

  /** What is in the tarball, a line for each entry, as {@code tar -tv} shows it. */
  static List<String> listTarball() throws IOException, InterruptedException {
    Process tar = new ProcessBuilder("tar", "--numeric-owner", "-tvzf", TARBALL.toString()).start();
    List<String> lines = new String(tar.getInputStream().readAllBytes(), UTF_8).lines().toList();
    if (tar.waitFor() != 0 || lines.isEmpty()) {
      throw new IOException("tar could not list " + TARBALL);
    }
    return lines;
  }

  Path dir() {
    return dir;
  }

  /** Lets agents run on another JVM than the tests. */
  void useJava(Path home) {
    javaHome = home;
  }

  /** The command that starts a JVM. */
  Path java() {
    return javaHome.resolve("bin/java");
  }

  /** Writes a configuration file as {@code bin/flume-ng --conf-file} takes it. */
  Path writeConf(String name, String text) throws IOException {
    return Files.writeString(dir.resolve("conf").resolve(name), text);
  }

  /**
   * Puts {@code bin/flume-ng} there, which is not on Maven Central: a script that does as it does.
   */
  void addStartScript() throws IOException {
    Path script = Files.createDirectory(dir.resolve("bin")).resolve("flume-ng");
    try (InputStream in = FlumeHome.class.getResourceAsStream("/flume-ng")) {
      Files.copy(Objects.requireNonNull(in), script);
    }
    if (!script.toFile().setExecutable(true)) {
      throw new IOException(script + " cannot be made executable");
    }
  }

  /** Puts libraries where a plugin has those that are not its own; they are used where they lie. */
  void addPlugin(String name, Path libraries) throws IOException {
    Path plugin = Files.createDirectory(dir.resolve("plugins.d").resolve(name));
    Files.createSymbolicLink(plugin.resolve("libext"), libraries);
  }

  /** The class path in the order of bin/flume-ng: the stock jar wins over a plugin's. */
  String classPath() throws IOException {
    List<String> entries = new ArrayList<>();
    entries.add(dir.resolve("conf").toString());
    entries.add(dir.resolve("lib") + File.separator + "*");
    for (String folder : List.of("lib", "libext")) {
      try (DirectoryStream<Path> plugins = Files.newDirectoryStream(dir.resolve("plugins.d"))) {
        for (Path plugin : plugins) {
          entries.add(plugin.resolve(folder) + File.separator + "*");
        }
      }
    }
    return String.join(File.pathSeparator, entries);
  }
}
