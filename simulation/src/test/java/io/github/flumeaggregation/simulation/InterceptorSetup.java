package io.github.flumeaggregation.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What an interceptor is configured to do; another one at each reload. */
final class InterceptorSetup {
  /** Each has slices of whole milliseconds. */
  private static final List<Integer> WINDOW_SECONDS = List.of(60, 300, 3_600);

  /** No line has a status beyond 204. */
  private static final int NO_SUCH_STATUS = 999;

  private static final int STATUSES = 5;

  final long windowMillis;
  final long windowSliceMillis;
  final int maxGroups;
  final boolean top;

  /** Lines of more bytes count in the aggregation {@code all}. */
  final int moreThanBytes;

  /** Lines of this status do not go on. */
  final int droppedStatus;

  final boolean dropsUnparsed;

  InterceptorSetup(Random random) {
    int seconds = WINDOW_SECONDS.get(random.nextInt(WINDOW_SECONDS.size()));
    windowMillis = seconds * 1000L;
    windowSliceMillis = windowMillis / 300;
    maxGroups = random.nextBoolean() ? 1 + random.nextInt(3) : 100;
    top = random.nextInt(3) == 0;
    moreThanBytes = random.nextBoolean() ? -1 : 5;
    droppedStatus = random.nextInt(3) == 0 ? 200 + random.nextInt(STATUSES) : NO_SUCH_STATUS;
    dropsUnparsed = random.nextInt(4) == 0;
  }

  /** Whether lines may be taken out: then the documentation advises one line per event. */
  boolean filters() {
    return dropsUnparsed || droppedStatus != NO_SUCH_STATUS;
  }

  boolean drops(Line line) {
    return line.parses() ? line.status() == droppedStatus : dropsUnparsed;
  }

  /** Whether groups can be folded for want of room. */
  boolean mayFold() {
    return 2 * maxGroups < STATUSES;
  }

  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("format", "common");
    settings.put("fields", "status, bytes * 2 as twice");
    settings.put("flags.big", "bytes > 100");
    settings.put("stamp", "all, by.count, by.sent, recent, recentBy.count");
    settings.put("aggregations", "all by recent recentBy");
    settings.put("aggregations.all.where", "bytes > " + moreThanBytes);
    settings.put("aggregations.all.compute", "count, sum(bytes) as sent, max(bytes) as most");
    settings.put("aggregations.by.groupBy", "status");
    settings.put("aggregations.by.compute", "count, sum(bytes) as sent, p50(bytes)");
    settings.put("aggregations.by.maxGroups", "" + maxGroups);
    if (top) {
      settings.put("aggregations.by.top", "2 by count");
    }
    settings.put("aggregations.recent.window", "sliding " + windowMillis + "ms");
    settings.put("aggregations.recent.compute", "count, sum(bytes) as sent, max(bytes) as most");
    settings.put("aggregations.recentBy.window", "sliding " + windowMillis + "ms");
    settings.put("aggregations.recentBy.groupBy", "status");
    settings.put("aggregations.recentBy.compute", "count");
    settings.put("aggregations.recentBy.maxGroups", "" + maxGroups);
    if (droppedStatus != NO_SUCH_STATUS) {
      settings.put("keep", "status != " + droppedStatus);
    }
    if (dropsUnparsed) {
      settings.put("dropUnparsed", "true");
    }
    return settings;
  }

  @Override
  public String toString() {
    return "a window of %d s, %d groups%s%s%s%s"
        .formatted(
            windowMillis / 1000,
            maxGroups,
            top ? ", the top 2" : "",
            moreThanBytes < 0 ? "" : ", lines of more than " + moreThanBytes + " bytes",
            droppedStatus == NO_SUCH_STATUS ? "" : ", without lines of " + droppedStatus,
            dropsUnparsed ? ", without unparsed lines" : "");
  }
}
