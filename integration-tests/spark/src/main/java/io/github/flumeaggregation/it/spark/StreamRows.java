package io.github.flumeaggregation.it.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Reads rows from Kafka by Structured Streaming; docs/pipelines.md shows the part in the middle.
 */
public final class StreamRows {
  private StreamRows() {}

  /** Takes the brokers, the topic, and the folder for the rows and for what has been read. */
  public static void main(String[] args) throws Exception {
    try (SparkSession spark = LocalSpark.session().getOrCreate()) {
      stream(spark, args[0], args[1], args[2]);
    }
  }

  private static void stream(SparkSession spark, String servers, String topic, String folder)
      throws Exception {
    // tag::stream[]
    Dataset<Row> rows =
        spark
            .readStream()
            .format("kafka")
            .option("kafka.bootstrap.servers", servers)
            .option("subscribe", topic)
            .option("startingOffsets", "earliest")
            .load()
            .selectExpr(
                "from_json(CAST(value AS STRING), 'type STRING, id STRING,"
                    + " window STRUCT<start: TIMESTAMP, end: TIMESTAMP>,"
                    + " group MAP<STRING, STRING>, values MAP<STRING, DECIMAL(38, 9)>,"
                    + " revision BIGINT, retracted BOOLEAN') AS row")
            .select("row.*")
            .where("type = 'row'")
            .dropDuplicates("id"); // a stock sink may deliver a row again, under the same id
    rows.writeStream()
        .format("parquet")
        .option("path", folder)
        .option("checkpointLocation", folder + ".checkpoint")
        .trigger(Trigger.AvailableNow()) // or Trigger.ProcessingTime("10 seconds")
        .start()
        .awaitTermination();
    // end::stream[]
  }
}
