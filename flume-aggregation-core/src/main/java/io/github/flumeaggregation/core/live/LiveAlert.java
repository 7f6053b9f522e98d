package io.github.flumeaggregation.core.live;

import io.github.flumeaggregation.core.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An alert that fires. Immutable. */
public final class LiveAlert {
  private final String name;
  private final Map<String, String> group;
  private final long startsAtMillis;
  private final byte @Nullable [] notification;

  /**
   * An alert.
   *
   * @param fields the names of the fields of its group; none if it is on an aggregation as a whole
   * @param values their values
   * @param startsAtMillis since the epoch
   * @param notification what was said of it last, in JSON, which is not changed; null if nothing
   *     was
   */
  public LiveAlert(
      String name,
      List<String> fields,
      List<String> values,
      long startsAtMillis,
      byte @Nullable [] notification) {
    this.name = name;
    this.startsAtMillis = startsAtMillis;
    this.notification = notification;
    Map<String, String> byField = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      byField.put(fields.get(i), values.get(i));
    }
    group = Collections.unmodifiableMap(byField);
  }

  public String name() {
    return name;
  }

  /** The values of its group by field. */
  public Map<String, String> group() {
    return group;
  }

  /** Since when it fires, in milliseconds since the epoch. */
  public long startsAtMillis() {
    return startsAtMillis;
  }

  /** What was said of it last: the body that Alertmanager takes; null if nothing was said. */
  public @Nullable String notification() {
    return notification == null ? null : new String(notification, StandardCharsets.UTF_8);
  }
}
