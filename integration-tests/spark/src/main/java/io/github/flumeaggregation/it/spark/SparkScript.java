package io.github.flumeaggregation.it.spark;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs files of SQL statements, as {@code spark-sql -f} does, and writes the rows of the last
 * statement of each to a file beside it, a JSON object to a line.
 */
public final class SparkScript {
  private SparkScript() {}

  /** Takes scripts; the answer to {@code x.sql} goes to {@code x.sql.answer}. */
  public static void main(String[] scripts) throws Exception {
    try (SparkSession spark =
        LocalSpark.session()
            .config(
                "spark.sql.warehouse.dir", Path.of(scripts[0] + ".warehouse").toUri().toString())
            .getOrCreate()) {
      for (String script : scripts) {
        // A session for each: the views of one are not seen by the others.
        Dataset<Row> answer = run(spark.newSession(), Files.readString(Path.of(script)));
        Files.write(
            Path.of(script + ".answer"), answer.toJSON().collectAsList(), StandardCharsets.UTF_8);
      }
    }
  }

  private static Dataset<Row> run(SparkSession session, String script) {
    Dataset<Row> answer = session.emptyDataFrame();
    for (String statement : script.replaceAll("(?m)--.*$", "").split(";")) {
      if (!statement.isBlank()) {
        answer = session.sql(statement);
      }
    }
    return answer;
  }
}
