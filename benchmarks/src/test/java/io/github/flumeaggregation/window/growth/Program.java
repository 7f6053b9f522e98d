package io.github.flumeaggregation.window.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of this package in a process of its own, by its name, as people run it; but it is to
 * end soon, not to be fast.
 */
final class Program {
  private Program() {}

  /** What it prints. */
  static String run(String name, String input, String... args) throws Exception {
    return run(true, name, input, args);
  }

  /** What it prints before it fails, as it should. */
  static String failing(String name, String input, String... args) throws Exception {
    return run(false, name, input, args);
  }

  private static String run(boolean works, String name, String input, String... args)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile("program", ".in");
    Path out = Files.createTempFile("program", ".out");
    try {
      Files.writeString(in, input);
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g"));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(Program.class.getPackageName() + "." + name);
      command.addAll(List.of(args));
      int ended =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .start()
              .waitFor();
      String printed = Files.readString(out, StandardCharsets.UTF_8);
      assertThat(ended == 0).as(printed).isEqualTo(works);
      return printed;
    } finally {
      Files.delete(in);
      Files.delete(out);
    }
  }
}
