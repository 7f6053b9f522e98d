package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.List;

/** Sends the notifications of one alert, and numbers them. */
final class Notifier {
  private final AlertRule rule;
  private final AlertWriter writer;
  private final AlertOutput output;
  private long sent;

  Notifier(AlertRule rule, AlertWriter writer, AlertOutput output) {
    this.rule = rule;
    this.writer = writer;
    this.output = output;
  }

  /** The wall clock of what is being done. */
  long nowMillis() {
    return output.nowMillis;
  }

  /** Whether what happened at this time is not older than {@code maxAge}. */
  boolean isNews(long millis) {
    return rule.maxAgeMillis == AlertRule.NEVER || output.nowMillis - rule.maxAgeMillis <= millis;
  }

  /** How many notifications have been sent, repetitions not counted. */
  long sent() {
    return sent;
  }

  /** Sends how an episode stands. */
  OutboxRow send(List<String> group, Episode episode, Trigger trigger) {
    OutboxRow row = writer.row(rule, group, episode, trigger, ++sent);
    output.rows.add(row);
    return row;
  }

  /** Whether the firing of the episode is to be sent again. */
  boolean isRepeatDue(Episode episode) {
    return episode.notice != null
        && rule.resendMillis != AlertRule.NEVER
        // A clock that was set back must not silence an alert for as long.
        && Math.abs(output.nowMillis - episode.sentMillis) >= rule.resendMillis;
  }

  /** Sends the firing of the episode again, as it was. */
  void repeat(Episode episode) {
    if (episode.notice != null) {
      output.rows.add(episode.notice);
      episode.sentMillis = output.nowMillis;
    }
  }

  void encode(ByteWriter out) {
    out.writeUnsigned(sent);
  }

  void decode(ByteReader in) {
    sent = in.readUnsigned();
  }
}
