package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.FileKey;
import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.watch.Instruments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each known file has been delivered, and when that is saved.
 *
 * <p>A new incarnation is saved before the first event that carries its id: a nonce that the disk
 * does not know could be forgotten in a crash, and what was delivered under it would be delivered
 * again as something else. Offsets are saved after the channel has taken the events, now and then;
 * what a crash loses of them is delivered again under the same identity.
 *
 * <p>An incarnation whose file is gone is kept as ended, since a copy of it may come up. Those that
 * have been gone for {@link #FORGET_MILLIS} are forgotten, and the oldest ended ones beyond {@link
 * #MAX_ENDED}; one whose file is still there never is, whatever the clock says.
 */
public final class Positions {
  static final long FORGET_MILLIS = TimeUnit.DAYS.toMillis(7);
  static final int MAX_ENDED = 1_000;

  /** A copy of what was overwritten is there by then; the last lines tell where it ends. */
  private static final long LINES_MILLIS = TimeUnit.MINUTES.toMillis(1);

  private static final Logger LOG = LoggerFactory.getLogger(Positions.class);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PositionFile file;
  private final Instruments instruments;
  private final long intervalNanos;
  private final Map<FileKey, Incarnation> present = new LinkedHashMap<>();
  private final Heads heads = new Heads();
  private final EndedFiles ended = new EndedFiles(heads::remove);
  private final ClockSteps clock;
  private boolean firstRun;
  private long changes;
  private long changesForced;
  private long nextSaveNanos;
  private int failures;
  private @Nullable IOException lastFailure;

  /**
   * @param intervalMillis least time between two saves of offsets
   */
  public Positions(PositionFile file, long intervalMillis, Instruments instruments) {
    this.file = file;
    this.instruments = instruments;
    clock = new ClockSteps(instruments.time());
    intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
  }

  /** Reads the position file; fails if it is damaged beyond what its previous generation mends. */
  public void load() throws IOException {
    List<Incarnation> saved = file.load();
    firstRun = saved == null;
    // A first run that is cut short must not leave a second one that skips what came since.
    changes += firstRun ? 1 : 0;
    for (Incarnation incarnation : saved == null ? Collections.<Incarnation>emptyList() : saved) {
      changes += incarnation.isForced() ? 0 : 1;
      if (incarnation.hasEnded()) {
        ended.add(incarnation);
      } else {
        present.put(incarnation.key(), incarnation);
      }
      heads.add(incarnation);
    }
    dateAnew();
    nextSaveNanos = instruments.time().nanos();
  }

  /** While the agent is stopped, for however long and whatever the clock does, nothing gets old. */
  private void dateAnew() {
    long now = instruments.time().wallMillis();
    long last = Long.MIN_VALUE;
    for (Incarnation one : all()) {
      last = Math.max(last, one.seenMillis());
    }
    for (Incarnation one : all()) {
      one.seenAt(one.hasEnded() ? one.seenMillis() + now - last : now);
    }
  }

  /** Whether there was no position file: only then does {@code startAt} apply. */
  public boolean isFirstRun() {
    return firstRun;
  }

  /** Which files begin at their end, and where that was. */
  public StartSizes startSizes() {
    return file.startSizes();
  }

  /** The incarnation that the file of that key held last; null if none is known. */
  @Nullable
  public Incarnation find(FileKey key) {
    Incarnation found = present.get(key);
    return found == null ? ended.find(key) : found;
  }

  /** Those whose files were there when last looked for. */
  Collection<Incarnation> present() {
    return Collections.unmodifiableCollection(present.values());
  }

  /** All incarnations, the ended ones included. */
  List<Incarnation> all() {
    List<Incarnation> all = new ArrayList<>(present.values());
    all.addAll(ended.all());
    return all;
  }

  /** Those that a content which begins with these bytes may be, or be a copy of. */
  List<Incarnation> beginningLike(byte[] content, int length) {
    return heads.beginningLike(content, length);
  }

  /** Takes up a new incarnation, which may deliver events once it is saved. */
  void add(Incarnation created) {
    sees(created);
    put(created);
    force();
  }

  /** The one that had the key is not forgotten: a copy of it may be there, or come up. */
  private void put(Incarnation one) {
    heads.add(one);
    Incarnation before = present.put(one.key(), one);
    if (before != null && before != one) {
      end(before);
    }
  }

  /** The file that holds it is there now. */
  public void sees(Incarnation one) {
    one.seenAt(nowMillis());
  }

  /**
   * The source is at work: to be called now and then, so that a pause of the process is noticed.
   */
  public void atWork() {
    nowMillis();
  }

  /** The wall clock; when it was set, all that was dated by it before is moved along first. */
  private long nowMillis() {
    long step = clock.stepMillis();
    if (step != 0) {
      all().forEach(one -> one.seenAt(one.seenMillis() + step));
    }
    return instruments.time().wallMillis();
  }

  /** The incarnation is (again) in the file of that key. */
  void continueIn(Incarnation known, FileKey key) {
    present.remove(known.key(), known);
    ended.remove(known);
    known.continuesIn(key);
    sees(known);
    put(known);
    force();
  }

  /** What is known has changed in a way that must be on disk before more is delivered. */
  void force() {
    changes++;
  }

  /** The file is gone or holds something else. */
  public void end(Incarnation incarnation) {
    present.remove(incarnation.key(), incarnation);
    incarnation.end();
    heads.add(incarnation);
    ended.add(incarnation);
  }

  /** It goes on nowhere any more. */
  void retire(Incarnation incarnation) {
    end(incarnation);
    ended.remove(incarnation);
    force();
  }

  /** Whether incarnations wait to be saved before they may deliver events. */
  public boolean hasNew() {
    return changes > changesForced;
  }

  /**
   * Whether to save: a new incarnation waits for it, or something has moved and the interval is
   * over.
   *
   * @param moved whether any offset has changed since the last save
   */
  public boolean isDue(boolean moved) {
    boolean waitOver = instruments.time().nanos() - nextSaveNanos >= 0;
    return hasNew() ? failures == 0 || waitOver : moved && waitOver;
  }

  /** The positions of now, to be saved now or later. */
  public Snapshot snapshot() {
    forget();
    return new Snapshot(false);
  }

  /** The same, with what is in memory only while the source is at work. */
  public Snapshot lastSnapshot() {
    forget();
    return new Snapshot(true);
  }

  /** The positions of one moment. */
  public final class Snapshot {
    private final byte[] text;
    private final List<Runnable> forcing = new ArrayList<>();
    private final long changesThen = changes;
    private final boolean forced = hasNew();

    private Snapshot(boolean last) {
      List<Incarnation> all = all();
      text = file.encode(all, last);
      all.forEach(one -> forcing.add(one.forcing()));
    }

    /** Whether something in it has to be on disk before more is delivered. */
    public boolean isForced() {
      return forced;
    }

    /**
     * Saves it; a failure is logged and counted, and leaves the previous file in place.
     *
     * @return whether it is on disk now
     */
    public boolean save() {
      try {
        file.save(text);
      } catch (IOException e) {
        failed(e);
        return false;
      }
      failures = 0;
      lastFailure = null;
      changesForced = changesThen;
      forcing.forEach(Runnable::run);
      nextSaveNanos = instruments.time().nanos() + intervalNanos;
      return true;
    }
  }

  /** Why the last save has failed; null if it has not. */
  @Nullable
  public IOException lastFailure() {
    return lastFailure;
  }

  private void failed(IOException cause) {
    lastFailure = cause;
    instruments.stats().positionSaveErrors.incrementAndGet();
    nextSaveNanos = instruments.time().nanos() + Math.max(RETRY_NANOS, intervalNanos);
    if (failures++ == 0) {
      LOG.error(
          "Cannot save positions to positionFile {} ({}); trying again every second. Until then new"
              + " files wait, and a restart would deliver again what is delivered now. See that its"
              + " disk has room and that the agent's user may write in its folder",
          file,
          cause.toString(),
          cause);
    }
  }

  private void forget() {
    long now = nowMillis();
    long before = now - FORGET_MILLIS;
    present.values().removeIf(one -> one.seenMillis() < before && forgetIfGone(one, now));
    ended.forget(before, MAX_ENDED);
    ended.forgetLines(now - LINES_MILLIS);
  }

  private boolean forgetIfGone(Incarnation one, long nowMillis) {
    if (!one.isAtWork() && !isThere(one)) {
      heads.remove(one);
      return true;
    }
    one.seenAt(nowMillis);
    return false;
  }

  private static boolean isThere(Incarnation one) {
    try {
      FileStat stat = FileStat.of(one.path());
      return stat != null && stat.key().equals(one.key());
    } catch (IOException e) {
      // It cannot be looked at now. That is no proof that it is gone.
      return true;
    }
  }
}
