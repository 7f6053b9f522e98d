package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another build, in another place, gives the same archive, byte by byte. */
class ReproducibleBuildIT {
  private static final Set<String> NOT_SOURCES = Set.of("target", ".git");

  @TempDir Path dir;

  @Test
  void secondBuild_givesTheSameBytes() throws Exception {
    Path copy = dir.resolve("elsewhere");
    copySources(copy);
    Path log = dir.resolve("log");
    Process maven =
        new ProcessBuilder(
                "mvn",
                "-B",
                "-o",
                "-Dmaven.repo.local=" + System.getProperty("it.localRepository"),
                "-Dmaven.test.skip=true",
                "-pl",
                "assembly",
                "-am",
                "package")
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(maven.waitFor()).as(() -> read(log)).isZero();

    Path again = copy.resolve("assembly/target").resolve(FlumeHome.TARBALL.getFileName());
    assertThat(Files.mismatch(FlumeHome.TARBALL, again)).isEqualTo(-1);
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
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
