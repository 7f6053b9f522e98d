package io.github.flumeaggregation.monitor.metrics;

import io.github.flumeaggregation.core.Nullable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the numbers of Flume's own components are called; their beans say nothing of them. */
final class StockMetrics {
  private static final double MILLIS = 1e-3;
  private static final double PERCENT = 1e-2;

  private static final Map<String, ShownMetric> BY_ATTRIBUTE = new LinkedHashMap<>();

  static {
    channels();
    channelsOfFilesAndKafka();
    sources();
    sinks();
  }

  private StockMetrics() {}

  private static void channels() {
    gauge("channel.ChannelSize", "events", "events in the channel");
    gauge("channel.ChannelCapacity", "capacity_events", "how many events it may hold");
    add(
        "channel.ChannelFillPercentage",
        "fill_ratio",
        Kind.GAUGE,
        "how full it is, 0 to 1",
        PERCENT);
    counter("channel.EventPutAttemptCount", "event_put_attempts", "events that were to be put in");
    counter("channel.EventPutSuccessCount", "events_put", "events put in");
    counter(
        "channel.EventTakeAttemptCount", "event_take_attempts", "takes, also of an empty channel");
    counter("channel.EventTakeSuccessCount", "events_taken", "events taken out");
    started("channel");
  }

  private static void channelsOfFilesAndKafka() {
    gauge("channel.Open", "open", "1 if the channel is open");
    gauge("channel.Closed", "closed", "1 if the channel is closed");
    gauge("channel.Unhealthy", "unhealthy", "1 if the channel could not open its files");
    counter("channel.EventPutErrorCount", "event_put_errors", "puts that failed");
    counter("channel.EventTakeErrorCount", "event_take_errors", "takes that failed");
    counter("channel.CheckpointWriteErrorCount", "checkpoint_errors", "checkpoints that failed");
    counter(
        "channel.CheckpointBackupWriteErrorCount",
        "checkpoint_backup_errors",
        "copies of checkpoints that failed");
    timer("channel.KafkaEventGetTimer", "kafka_get", "time spent in reading from Kafka");
    timer("channel.KafkaEventSendTimer", "kafka_send", "time spent in writing to Kafka");
    timer("channel.KafkaCommitTimer", "kafka_commit", "time spent in committing offsets");
    counter("channel.RollbackCount", "kafka_rollbacks", "events that were given back");
  }

  private static void sources() {
    counter("source.EventReceivedCount", "events_received", "events that came in");
    counter("source.EventAcceptedCount", "events_accepted", "events that the channels took");
    counter("source.AppendReceivedCount", "appends_received", "requests of one event");
    counter("source.AppendAcceptedCount", "appends_accepted", "of these, those taken");
    counter("source.AppendBatchReceivedCount", "append_batches_received", "batches that came in");
    counter(
        "source.AppendBatchAcceptedCount", "append_batches_accepted", "batches that were taken");
    gauge("source.OpenConnectionCount", "open_connections", "connections of clients");
    counter("source.EventReadFail", "event_read_failures", "reads that failed");
    counter(
        "source.ChannelWriteFail",
        "channel_write_failures",
        "attempts to put events into a channel that failed");
    counter("source.GenericProcessingFail", "processing_failures", "other failures");
    timer("source.KafkaEventGetTimer", "kafka_get", "time spent in reading from Kafka");
    timer("source.KafkaCommitTimer", "kafka_commit", "time spent in committing offsets");
    counter("source.KafkaEmptyCount", "kafka_empty_polls", "reads from Kafka that found nothing");
    started("source");
  }

  private static void sinks() {
    counter("sink.EventDrainAttemptCount", "event_drain_attempts", "events taken to be delivered");
    counter("sink.EventDrainSuccessCount", "events_drained", "events delivered");
    counter("sink.BatchCompleteCount", "batches_complete", "batches as large as batchSize");
    counter("sink.BatchUnderflowCount", "batches_underflow", "smaller batches");
    counter("sink.BatchEmptyCount", "batches_empty", "looks into an empty channel");
    counter("sink.ConnectionCreatedCount", "connections_created", "connections, or files opened");
    counter("sink.ConnectionClosedCount", "connections_closed", "connections, or files, closed");
    counter("sink.ConnectionFailedCount", "connections_failed", "connections that failed");
    counter("sink.EventWriteFail", "event_write_failures", "deliveries that failed");
    counter("sink.ChannelReadFail", "channel_read_failures", "takes from the channel that failed");
    timer("sink.KafkaEventSendTimer", "kafka_send", "time spent in writing to Kafka");
    counter("sink.RollbackCount", "kafka_rollbacks", "events that were given back");
    started("sink");
  }

  private static void started(String type) {
    add(
        type + ".StartTime",
        "start_time_seconds",
        Kind.GAUGE,
        "when it started, in seconds since the epoch",
        MILLIS);
  }

  private static void counter(String attribute, String name, String help) {
    add(attribute, name, Kind.COUNTER, help, 1);
  }

  private static void gauge(String attribute, String name, String help) {
    add(attribute, name, Kind.GAUGE, help, 1);
  }

  private static void timer(String attribute, String name, String help) {
    add(attribute, name + "_seconds", Kind.COUNTER, help, MILLIS);
  }

  private static void add(String attribute, String name, Kind kind, String help, double factor) {
    String type = attribute.substring(0, attribute.indexOf('.'));
    BY_ATTRIBUTE.put(
        attribute, new ShownMetric("flume_" + type + '_' + name, kind, help, factor, ""));
  }

  /** How an attribute is shown; null if it is none of Flume's own. */
  static @Nullable ShownMetric of(String componentType, String attribute) {
    return BY_ATTRIBUTE.get(componentType + '.' + attribute);
  }

  static Collection<ShownMetric> all() {
    return Collections.unmodifiableCollection(BY_ATTRIBUTE.values());
  }
}
