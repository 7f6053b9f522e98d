package io.github.flumeaggregation.it.spark;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs a file of SQL statements, as {@code spark-sql -f} does, and writes the rows of the last one
 * to a file, a JSON object to a line.
 */
public final class SparkScript {
  private SparkScript() {}

  /** Takes the script and the file for the answer. */
  public static void main(String[] args) throws Exception {
    String script = Files.readString(Path.of(args[0]));
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.warehouse.dir", Path.of(args[1] + ".warehouse").toUri().toString())
            .getOrCreate()) {
      Dataset<Row> answer = spark.emptyDataFrame();
      for (String statement : script.replaceAll("(?m)--.*$", "").split(";")) {
        if (!statement.isBlank()) {
          answer = spark.sql(statement);
        }
      }
      Files.write(Path.of(args[1]), answer.toJSON().collectAsList(), StandardCharsets.UTF_8);
    }
  }
}
