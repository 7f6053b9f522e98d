package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.window.row.SinkBooks;
import java.util.List;

/** How long an aggregation, or one of its groups, has been without data, and its alert. */
final class Silence implements WatchedGroups.Member {
  private final List<String> group;
  private long lastDataMillis;

  /** The sink's books when the last data came. */
  private SinkBooks booksThen = new SinkBooks();

  private @Nullable Episode firing;
  private Finding finding = new Finding(NoDataCause.UNKNOWN, "");

  /**
   * @param group none for the aggregation as a whole
   */
  Silence(List<String> group) {
    this.group = group;
  }

  @Override
  public List<String> group() {
    return group;
  }

  /** The wall clock when the last data came, or the sink began to wait for some. */
  long lastDataMillis() {
    return lastDataMillis;
  }

  /** The episode that goes on; null if the alert does not fire. */
  @Override
  public @Nullable Episode firing() {
    return firing;
  }

  /** What became of the sink's lines since the last data. */
  SinkBooks linesSince(SinkBooks books) {
    SinkBooks lines = new SinkBooks();
    lines.counted = books.counted - booksThen.counted;
    lines.unparsed = books.unparsed - booksThen.unparsed;
    lines.future = books.future - booksThen.future;
    return lines;
  }

  /** Begins to wait anew, unless the alert fires: the time before does not count. */
  void restart(long nowMillis, SinkBooks books) {
    if (firing == null) {
      dataCame(nowMillis, books);
    }
  }

  private void dataCame(long nowMillis, SinkBooks books) {
    lastDataMillis = nowMillis;
    booksThen = new SinkBooks();
    booksThen.add(books);
  }

  /** Notes that data have come, which ends the alert. */
  void end(Notifier notifier, SinkBooks books) {
    long now = notifier.nowMillis();
    if (firing != null) {
      firing.endsAtMillis = Math.max(now, firing.startsAtMillis);
      finding = new Finding(finding.cause(), "lines have come again");
      occasion(notifier).resolved(firing);
      firing = null;
    }
    dataCame(now, books);
  }

  /** Ends the alert, since nobody wants it any more. */
  void withdraw(Notifier notifier) {
    long now = notifier.nowMillis();
    if (firing != null) {
      firing.endsAtMillis = Math.max(now, firing.startsAtMillis);
      Trigger trigger = Ending.withdrawn(now, SilenceTrigger.LABELS);
      new Occasion(notifier, group, trigger).resolved(firing);
      firing = null;
    }
  }

  /** Fires, for this reason; if it does already, says so if the reason is another. */
  void fire(Notifier notifier, Finding why) {
    Episode episode = firing == null ? new Episode(notifier.nowMillis()) : firing;
    if (firing != null && finding.cause() == why.cause()) {
      notifier.repeat(episode);
      return;
    }
    firing = episode;
    finding = why;
    occasion(notifier).firing(episode);
  }

  private Occasion occasion(Notifier notifier) {
    return new Occasion(
        notifier, group, new SilenceTrigger(notifier.nowMillis(), lastDataMillis, finding));
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeSigned(lastDataMillis);
    booksThen.encode(out);
    out.writeByte(firing == null ? 0 : 1);
    if (firing != null) {
      firing.encode(out);
      finding.encode(out);
    }
  }

  @Override
  public void decode(ByteReader in) {
    lastDataMillis = in.readSigned();
    booksThen.decode(in);
    if (in.readByte() == 1) {
      firing = Episode.decode(in);
      finding = Finding.decode(in);
    }
  }
}
