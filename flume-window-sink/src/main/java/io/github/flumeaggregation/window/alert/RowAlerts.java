package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.window.ClosedWindow;

/** What a rule says of rows, for all groups. How alerts end depends on the kind of windows. */
interface RowAlerts {
  /** Begins after the windows that end at or before {@code end}; this must be new. */
  void startAfter(long end);

  /** Judges a window that has been closed, or emitted again. */
  void closed(ClosedWindow window);

  /** Notes that no more windows are to be closed, or emitted again, for now. */
  void caughtUp();

  /** Notes that windows that end at or before {@code horizon} change no more. */
  void makeFinal(long horizon);

  /** Whether {@link #tick} would do anything. */
  boolean isDue();

  /** Does what is due because time has passed. */
  void tick();

  /** Ends what fires, since the rule is no longer configured as it was. */
  void withdraw();

  /** The groups that are watched. */
  WatchedGroups<?> groups();

  void encode(ByteWriter out);

  /** Makes this, which must be new, what {@link #encode} wrote. */
  void decode(ByteReader in);
}
