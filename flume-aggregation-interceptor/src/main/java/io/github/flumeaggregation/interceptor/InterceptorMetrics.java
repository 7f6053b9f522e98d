package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.metric.MetricTable;

/**
 * What can be watched of an interceptor, beside the values of its aggregations and {@code
 * NotNumbers} by field. Read under the aggregator's lock.
 */
final class InterceptorMetrics {
  static final MetricTable<EventAggregator> TABLE = table();

  private InterceptorMetrics() {}

  private static MetricTable<EventAggregator> table() {
    MetricTable.Builder<EventAggregator> table = new MetricTable.Builder<>();
    addEvents(table);
    addLines(table);
    addMemory(table);
    addPositions(table);
    return table.build();
  }

  private static void addEvents(MetricTable.Builder<EventAggregator> table) {
    table
        .counter("EventsRead", "events", "events that passed", of -> of.books().events)
        .counter(
            "EventsFailed",
            "events",
            "of these, those that could not be processed, and passed unchanged",
            of -> of.books().eventsFailed)
        .counter(
            "EventsWithoutPosition",
            "events",
            "events that do not say where they come from: what is sent again counts again",
            of -> of.books().eventsWithoutPosition)
        .counter(
            "BlocksRewritten",
            "events",
            "blocks of lines that are not as long as the bytes that they come from",
            of -> of.books().blocksRewritten);
  }

  private static void addLines(MetricTable.Builder<EventAggregator> table) {
    table
        .counter(
            "LinesRead",
            "lines",
            "lines that passed: the sum of the next three",
            of -> of.books().linesRead())
        .counter("LinesCounted", "lines", "lines of the format", of -> of.books().linesCounted)
        .counter(
            "LinesUnparsed",
            "lines",
            "lines that are not of the format",
            of -> of.books().linesUnparsed)
        .counter(
            "LinesDuplicate",
            "lines",
            "lines that were counted before",
            of -> of.books().linesDuplicate)
        .counter(
            "LinesDropped",
            "lines",
            "of the lines counted and unparsed, those that keep and dropUnparsed took out",
            of -> of.books().linesDropped)
        .counter(
            "LinesFuture",
            "lines",
            "lines ahead of the clock, or of the log",
            EventAggregator::linesFuture)
        .counter(
            "WindowsStartedAnew",
            "times",
            "how often windows had to start anew, since the time went back",
            of -> of.books().windowsStartedAnew)
        .counter(
            PublishedValues.NOT_NUMBERS,
            "values",
            "values that were no numbers where one was needed, which count as missing",
            EventAggregator::notNumbers)
        .counter(
            "NumbersOutOfRange",
            "values",
            "of these, numbers of more than 20 digits before the point",
            EventAggregator::numbersOutOfRange);
  }

  private static void addMemory(MetricTable.Builder<EventAggregator> table) {
    table
        .gauge(
            "StateBytes",
            "bytes",
            "what all aggregations held when it was last added up, and the names and positions of"
                + " files",
            EventAggregator::bytesHeld)
        .counter(
            "GroupsHalved",
            "times",
            "how often an aggregation folded half of its groups for want of memory",
            of -> of.numbers().folds())
        .counter(
            "NumbersDropped",
            "times",
            "how often aggregations started anew for want of memory; events passed on all the same",
            of -> of.numbers().drops());
  }

  /** The memory of what was counted is bounded. */
  private static void addPositions(MetricTable.Builder<EventAggregator> table) {
    table
        .counter(
            "PartitionsForgotten",
            "partitions",
            "files or Kafka partitions that were forgotten, beyond 2,000 or beyond their memory",
            of -> of.counted().partitionsForgotten())
        .counter(
            "AssumedCounted",
            "positions",
            "bytes or messages in gaps that were closed because one file had more than 2,000 or"
                + " they took too much memory",
            of -> of.counted().assumedCounted())
        .counter(
            "PositionsForgotten",
            "positions",
            "bytes or messages that were forgotten because the gap beside them was larger than"
                + " they",
            of -> of.counted().positionsForgotten());
  }
}
