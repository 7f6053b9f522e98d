package io.github.flumeaggregation.tool.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.tool.conf.ConfFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault of faults.txt is found, in its line, with its text, and nothing else is. */
class FaultsTest {
  @TempDir Path dir;

  /** A paragraph of faults.txt. */
  private record Fault(String title, List<String> changes, List<String> expected) {
    static Fault parse(String paragraph) {
      List<String> lines = paragraph.lines().skip(1).toList();
      return new Fault(
          paragraph.lines().findFirst().orElseThrow(),
          lines.stream().filter(line -> !isExpected(line)).toList(),
          lines.stream().filter(Fault::isExpected).toList());
    }

    private static boolean isExpected(String line) {
      return line.startsWith("> ") || line.startsWith("? ");
    }

    @Override
    public String toString() {
      return title;
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(FaultsTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static Stream<Fault> faults() throws IOException {
    return Stream.of(resource("faults.txt").split("(^|\n)== ")).skip(1).map(Fault::parse);
  }

  @Test
  void thereAreMany() throws IOException {
    assertThat(faults()).hasSizeGreaterThan(60);
  }

  @Test
  void soundConfiguration_hasNone() throws IOException {
    assertThat(found(lines(resource("sound.conf")))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void fault_isNamedAtItsLine(Fault fault) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> conf = lines(resource("sound.conf"));
      for (String change : fault.changes) {
        apply(change.replace("PORT", String.valueOf(taken.getLocalPort())), conf);
      }
      List<String> left = new ArrayList<>(found(conf));
      for (String expected : fault.expected) {
        String[] parts = expected.substring(2).split(" [|] ?", 2);
        String start =
            (expected.startsWith(">") ? "error " : "advice ") + line(parts[0], conf) + ": ";
        String said =
            left.stream()
                .filter(finding -> finding.startsWith(start) && finding.contains(parts[1]))
                .findFirst()
                .orElse(null);
        assertThat(said).as("'%s%s' in %s", start, parts[1], String.join("\n", left)).isNotNull();
        left.remove(said);
      }
      assertThat(left).as("what nobody expected").isEmpty();
    }
  }

  private List<String> found(List<String> conf) {
    byte[] text = String.join("\n", conf).replace("DIR", dir.toString()).getBytes(UTF_8);
    return new Validation("a1", false)
        .of(ConfFile.of(text)).sorted().stream()
            .map(
                f ->
                    f.severity().name().toLowerCase(Locale.ROOT) + " " + f.line() + ": " + f.text())
            .toList();
  }

  private static List<String> lines(String text) {
    return new ArrayList<>(text.lines().toList());
  }

  private void apply(String change, List<String> conf) throws IOException {
    if (change.startsWith("!")) {
      Path path = Path.of(change.substring(1).replace("DIR", dir.toString()));
      if (change.endsWith("/")) {
        Files.createDirectory(path);
      } else {
        Files.createFile(path);
      }
    } else if (change.startsWith("-")) {
      String key = change.substring(1);
      boolean all = key.endsWith(".*");
      String start = all ? key.substring(0, key.length() - 1) : key + " ";
      assertThat(conf.removeIf(line -> line.startsWith(start))).as(change).isTrue();
    } else if (change.startsWith("+")) {
      conf.add(change.substring(1));
    } else if (!change.isBlank()) {
      String start = change.split(" = ", 2)[0] + " ";
      int at = 0;
      while (at < conf.size() && !conf.get(at).startsWith(start)) {
        at++;
      }
      if (at < conf.size()) {
        conf.set(at, change);
      } else {
        conf.add(change);
      }
    }
  }

  private static int line(String key, List<String> conf) {
    if (key.startsWith("@")) {
      return conf.indexOf(key.substring(1)) + 1;
    }
    for (int i = 0; i < conf.size(); i++) {
      if (conf.get(i).startsWith(key + " ")) {
        return i + 1;
      }
    }
    String part = key.substring(0, key.lastIndexOf('.') + 1);
    for (int i = 0; i < conf.size(); i++) {
      if (conf.get(i).startsWith(part)) {
        return i + 1;
      }
    }
    throw new AssertionError("no line of " + key);
  }
}
