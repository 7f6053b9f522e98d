package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.window.row.OutboxRow;

/** One time from the firing of an alert to its end, and what was said about it. */
final class Episode {
  /** The end of an episode that goes on. */
  static final long OPEN = Long.MAX_VALUE;

  long startsAtMillis;
  long endsAtMillis = OPEN;

  /** Whether its firing was sent; if not, its end is not sent either. */
  boolean announced;

  /** The latest notification that it fires, to be sent again; null if there is none. */
  @Nullable OutboxRow notice;

  /** The wall clock when it was last sent. */
  long sentMillis;

  Episode(long startsAtMillis) {
    this.startsAtMillis = startsAtMillis;
  }

  boolean isOpen() {
    return endsAtMillis == OPEN;
  }

  void encode(ByteWriter out) {
    out.writeSigned(startsAtMillis).writeSigned(endsAtMillis).writeByte(announced ? 1 : 0);
    out.writeByte(notice == null ? 0 : 1);
    if (notice != null) {
      notice.encode(null, out);
      out.writeSigned(sentMillis);
    }
  }

  static Episode decode(ByteReader in) {
    Episode episode = new Episode(in.readSigned());
    episode.endsAtMillis = in.readSigned();
    episode.announced = in.readByte() == 1;
    if (in.readByte() == 1) {
      episode.notice = OutboxRow.decode(null, in);
      episode.sentMillis = in.readSigned();
    }
    return episode;
  }
}
