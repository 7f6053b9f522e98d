package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** A build of what is published, in a place of its own and from nothing but the sources. */
final class Release {
  private static final Set<String> NOT_SOURCES = Set.of("target", ".git");

  private final Path copy;
  private final Path log;
  private final Process maven;

  private Release(Path copy, Path log, Process maven) {
    this.copy = copy;
    this.log = log;
    this.maven = maven;
  }

  /**
   * Begins to build in a folder that does not exist yet. Not offline: the bill of materials would
   * be left out without a word.
   */
  static Release startIn(Path copy) throws IOException {
    copySources(copy);
    Path log = copy.resolveSibling(copy.getFileName() + ".log");
    Process maven =
        new ProcessBuilder(
                "mvn",
                "-B",
                "-Dmaven.repo.local=" + System.getProperty("it.localRepository"),
                "-Prelease",
                "-Dmaven.test.skip=true",
                "-Dcompiler.checks=-parameters",
                "-pl",
                "assembly",
                "-am",
                "verify")
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(maven::destroyForcibly));
    return new Release(copy, log, maven);
  }

  /** The folder of what is published, when the build is done. */
  Path await() throws IOException, InterruptedException {
    assertThat(maven.waitFor()).as(Files.readString(log)).isZero();
    return copy.resolve("assembly/target/release");
  }

  private static void copySources(Path to) throws IOException {
    Path root = FlumeHome.PROJECT.toRealPath();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_SOURCES.contains(String.valueOf(folder.getFileName()))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectory(to.resolve(root.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(root.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
