package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Spark in a process of its own, with its own libraries. */
final class Spark {
  private static final Path MODULE = FlumeHome.PROJECT.resolve("integration-tests/spark/target");

  private final Path dir;

  /** Keeps its files below {@code dir}. */
  Spark(Path dir) {
    this.dir = dir;
  }

  /** Runs scripts that {@link #write} has put there. */
  void run(String... names) throws IOException, InterruptedException {
    List<String> scripts = new ArrayList<>();
    for (String name : names) {
      scripts.add(dir.resolve(name).toString());
    }
    runProgram("SparkScript", scripts);
  }

  /** Reads what is in a topic as a stream, into a folder of Parquet files; says which. */
  Path stream(KafkaBroker broker, String topic) throws IOException, InterruptedException {
    Path folder = dir.resolve("stream");
    runProgram("StreamRows", List.of(broker.servers(), topic, folder.toString()));
    return folder;
  }

  private void runProgram(String name, List<String> arguments)
      throws IOException, InterruptedException {
    Path log = dir.resolve("spark.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx768m", "-Dspark.local.dir=" + dir.resolve("spark")));
    command.addAll(List.of("-cp", classPath()));
    command.add("io.github.flumeaggregation.it.spark." + name);
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
            .start();
    try {
      assertThat(process.waitFor()).as(() -> text(log)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  void write(String name, String sql) throws IOException {
    Files.writeString(dir.resolve(name), sql);
  }

  /** The rows of a script's last statement, each a JSON object. */
  List<String> answer(String name) throws IOException {
    return Files.readAllLines(dir.resolve(name + ".answer"));
  }

  /** What examples/spark computes of rows in a format. */
  static String example(String format) throws IOException {
    return Files.readString(FlumeHome.PROJECT.resolve("examples/spark/rows-" + format + ".sql"));
  }

  /** The answer of one of {@link #example}, as {@link Duck#totals} has it. */
  Map<String, String> totals(String name) throws IOException {
    Map<String, String> totals = new TreeMap<>();
    for (String line : answer(name)) {
      JsonObject row = JsonParser.parseString(line).getAsJsonObject();
      totals.put(
          row.get("status").getAsString(),
          row.get("first").getAsString()
              + " "
              + row.get("requests").getAsBigDecimal().toPlainString()
              + " "
              + row.get("bytes").getAsBigDecimal().toPlainString()
              + " "
              + row.get("largest").getAsLong());
    }
    return totals;
  }

  private static String classPath() throws IOException {
    return MODULE.resolve("classes") + ":" + Files.readString(MODULE.resolve("class-path")).strip();
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
