package io.github.flumeaggregation.it.spark;

import org.apache.spark.sql.SparkSession;

/** Spark within this process, as small as it can be. */
final class LocalSpark {
  private LocalSpark() {}

  /** To be completed, and then got. */
  static SparkSession.Builder session() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC");
  }
}
