package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.encoding.MalformedBytesException;
import io.github.flumeaggregation.core.metric.Reading;
import io.github.flumeaggregation.window.engine.LineThreads;
import io.github.flumeaggregation.window.engine.WindowEngine;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import javax.annotation.concurrent.GuardedBy;

/**
 * A {@link WindowEngine} whose state survives the process, and the {@link Outbox} of its results.
 *
 * <p>The idea: the engine is a state machine that writes down its operations. A batch becomes one
 * record of them in a log; when that is on the disk, and not before, the batch counts. Whoever
 * reads the snapshot and does the log's records again has the same state, with the same rows in the
 * outbox.
 *
 * <p>Use, for each batch: {@link #add} its events, then {@link #commit}; when that has returned,
 * the batch and its results are on the disk, and the channel may forget it. If the process dies
 * before the channel has, the events come again and are recognised by their positions.
 *
 * <p>What always holds:
 *
 * <ol>
 *   <li>A row is in the outbox only if the record that makes it has been forced.
 *   <li>A row leaves the state only after its reader has acknowledged it. An acknowledgement that
 *       was not forced may be lost; then the row is delivered again, with the same id and bytes.
 *       For files it is always forced.
 *   <li>At every moment the disk holds one complete state: {@link StateDirectory}.
 *   <li>After any exception nothing is written any more by this instance: what it holds in memory
 *       and what the disk holds may differ, and a page that could not be forced may look written.
 *       Close it and open another, which reads the disk and begins with a new snapshot.
 * </ol>
 *
 * <p>Cost: per batch one sequential write and one force; per 64 MiB of log (each row emitted since
 * counts as 64 bytes), or as much as the last snapshot if that is more, one snapshot of the whole
 * state, which another thread writes. Its log therefore at most doubles what the state takes on the
 * disk, and the one before as much again.
 *
 * <p>Source: write-ahead logging with snapshots, as "ARIES" (Mohan et al., TODS 1992) without undo:
 * no operation is ever taken back. That a failed force must not be tried again: Rebello et al.,
 * "Can Applications Recover from fsync Failures?", ATC 2020.
 *
 * <p>Safe for use by several threads; for the order of locks see {@code docs/architecture.md}.
 */
public final class DurableEngine implements Closeable {
  // First byte of a record.
  private static final int OPERATIONS = 1;
  private static final int ACKNOWLEDGED = 2;
  private static final int PREPARED = 3;
  private static final int CUT_GIVEN_UP = 4;

  /**
   * Of a window of more groups the rows are made by one commit after the other, so that none of
   * them holds up the lines, and whoever reads the numbers, for longer than some 20 ms.
   */
  static final int MOST_ROWS_A_COMMIT = 20_000;

  private final StateConfig config;
  private final Disk disk;
  private final StateDirectory directory;

  @GuardedBy("this")
  private final WindowEngine engine;

  private final Outbox outbox;
  private final String stateId;

  @GuardedBy("this")
  private @Nullable FileCut prepared;

  @GuardedBy("this")
  private final ByteWriter record = new ByteWriter();

  private final long recoveryMillis;

  /** Made ahead: it is asked for when something has failed, used-up memory perhaps. */
  @GuardedBy("this")
  private KnownState known = KnownState.NONE;

  @GuardedBy("this")
  private final Snapshots snapshots;

  @GuardedBy("this")
  private long forceMicros;

  @GuardedBy("this")
  private boolean failed;

  private DurableEngine(
      StateConfig config, Disk disk, StateDirectory directory, RecoveredState recovered) {
    this.config = config;
    this.disk = disk;
    this.directory = directory;
    this.snapshots = new Snapshots(disk, directory);
    this.engine = recovered.engine();
    this.recoveryMillis = recovered.millis();
    PendingRows pending = recovered.pendingRows();
    this.stateId = pending.stateId();
    this.prepared = pending.prepared();
    this.outbox =
        new Outbox(
            config.maxPendingRows,
            config.job.maxStateBytes / 4,
            pending.firstSequence(),
            this::acknowledged);
    this.outbox.addRecovered(pending.rows());
  }

  /**
   * Restores the state that the sink's directory holds, or begins an empty one.
   *
   * @throws StateException if the state cannot be used; it says why, and what to do
   */
  public static DurableEngine open(StateConfig config, Disk disk) {
    return open(config, disk, KnownState.NONE);
  }

  /**
   * The same for a sink that had a state before: that one must be found again.
   *
   * @throws StateException also if another one is there, or none
   */
  public static DurableEngine open(StateConfig config, Disk disk, KnownState known) {
    StateDirectory directory =
        known.mayBegin()
            ? StateDirectory.open(disk, config.directory)
            : known.openAgain(disk, config.directory);
    try {
      RecoveredState recovered = RecoveredState.read(config.job, directory, disk::nanoTime);
      known.requireIs(recovered.pendingRows().stateId(), directory);
      DurableEngine opened = new DurableEngine(config, disk, directory, recovered);
      opened.writeSnapshot();
      return opened;
    } catch (IOException e) {
      directory.close();
      throw cannotWrite(directory, e);
    } catch (RuntimeException | Error e) {
      directory.close();
      throw e;
    }
  }

  /** By what this state can be found again. */
  public synchronized KnownState known() {
    return known;
  }

  private static StateException cannotWrite(StateDirectory directory, IOException e) {
    return new StateException(
        "cannot write the state in "
            + directory.directory()
            + " ("
            + e
            + "). Nothing is lost: events stay in the channel. Check that the disk is there, and"
            + " not full or read-only; the sink then goes on by itself",
        e);
  }

  /** Has lines read on several threads, see {@link WindowEngine#useThreads}. */
  public synchronized void useThreads(LineThreads threads) {
    engine.useThreads(config.job, threads);
  }

  /** The results that wait to be delivered. */
  public Outbox outbox() {
    return outbox;
  }

  /** Takes an event of the batch; false if all it says is that there is nothing more to read. */
  public synchronized boolean add(Map<String, String> headers, byte[] body, long wallMillis) {
    begin();
    boolean news = engine.add(headers, body, wallMillis);
    failed = false;
    return news;
  }

  /** Books an event that cannot be processed, durably. */
  public synchronized void setAside(Map<String, String> headers, byte[] body, long wallMillis) {
    begin();
    engine.setAside(headers, body, wallMillis);
    failed = false;
    commit(wallMillis);
  }

  /** Makes the batch durable, and its results available. */
  public synchronized void commit(long wallMillis) {
    begin();
    engine.endBatch(wallMillis, room());
    tickAlerts();
    writeRecord();
    failed = false;
  }

  /** Closes what time has passed, to be called while the channel is empty. */
  public synchronized void channelIdle(long wallMillis) {
    begin();
    engine.channelIdle(wallMillis, room());
    tickAlerts();
    writeRecord();
    failed = false;
  }

  /** While rows wait, saying something again would only make them wait longer. */
  @GuardedBy("this")
  private void tickAlerts() {
    boolean all = !engine.hasResultsLeft();
    engine.tickAlerts(all && !outbox.isFull(), all && outbox.size() == 0);
  }

  /** Whether results wait for room in the outbox; no more events should be added before. */
  public synchronized boolean hasResultsLeft() {
    return engine.hasResultsLeft();
  }

  private int room() {
    return Math.min(outbox.room(), MOST_ROWS_A_COMMIT);
  }

  @GuardedBy("this")
  private void writeRecord() {
    engine.page(room());
    ByteWriter operations = engine.record();
    if (operations.length() == 0) {
      engine.publishLatest(); // an alert that fires since before the start, say
      advanceSnapshots();
      return;
    }
    record.reset();
    record.writeByte(OPERATIONS).writeBytes(operations.array(), 0, operations.length());
    append(true);
    operations.reset();
    List<OutboxRow> rows = new ArrayList<>(engine.takeResults()); // made before the outbox is held
    snapshots.emitted(rows.size());
    outbox.add(rows);
    engine.publishLatest();
    advanceSnapshots();
  }

  /** Called by the outbox when its {@code rows} oldest rows have been delivered. */
  private synchronized void acknowledged(int rows) {
    if (rows > outbox.size()) {
      // Before anything is written: a log that says so could not be read again.
      throw new IllegalArgumentException(rows + " rows cannot leave, " + outbox.size() + " wait");
    }
    beginRecord(ACKNOWLEDGED).writeUnsigned(rows);
    // Forced only for files, since their names are not to be looked for any more. Otherwise, if it
    // is lost, the rows are delivered again, with the same ids.
    append(prepared != null);
    prepared = null;
    outbox.remove(rows);
    failed = false;
  }

  /** Makes durable that the oldest rows become these files and no others; see FileDelivery. */
  public synchronized void prepare(FileCut cut) {
    cut.encode(beginRecord(PREPARED));
    append(true);
    prepared = cut;
    failed = false;
  }

  /**
   * Takes back {@link #prepare} in part.
   *
   * @param published which of its rows are in files; they leave, and the others wait again
   */
  public synchronized void giveUpCut(BitSet published) {
    byte[] bits = published.toByteArray();
    beginRecord(CUT_GIVEN_UP).writeBytes(bits, 0, bits.length);
    append(true);
    prepared = null;
    outbox.remove(published);
    failed = false;
  }

  @GuardedBy("this")
  private ByteWriter beginRecord(int kind) {
    begin();
    record.reset();
    return record.writeByte(kind);
  }

  /** What {@link #prepare} was called with, if its rows have not been acknowledged yet. */
  public synchronized @Nullable FileCut preparedCut() {
    return prepared;
  }

  /** Tells this state from others of the same sink. */
  public String stateId() {
    return stateId;
  }

  /** What is to be said in the log since the last call. */
  public synchronized List<String> takeRemarks() {
    return engine.takeRemarks();
  }

  /** Reads what can be watched of it and its engine, all of one moment. */
  public synchronized Reading read() {
    return engine.read().and(StateMetrics.TABLE.read(this));
  }

  /** Largest event time seen; the smallest long if none. */
  public synchronized long newestMillis() {
    return engine.newestMillis();
  }

  // For StateMetrics.

  synchronized long logBytes() {
    return directory.logBytes();
  }

  synchronized long forceMicros() {
    return forceMicros;
  }

  long recoveryMillis() {
    return recoveryMillis;
  }

  /**
   * Begins a change of the state. Whoever does sets {@link #failed} back when all of it is done,
   * here and on the disk: what was left in the middle, by used-up memory say, must not be gone on
   * with.
   */
  @GuardedBy("this")
  private void begin() {
    if (failed) {
      throw new StateException("the state could not be written before; it must be opened anew");
    }
    failed = true;
  }

  @GuardedBy("this")
  private void append(boolean forced) {
    try {
      long startNanos = disk.nanoTime();
      directory.append(record, forced);
      forceMicros = forced ? (disk.nanoTime() - startNanos) / 1_000 : forceMicros;
    } catch (IOException e) {
      throw cannotWrite(directory, e);
    }
  }

  @GuardedBy("this")
  private void advanceSnapshots() {
    try {
      if (snapshots.advance(this::encode)) {
        known = new KnownState(stateId, directory.generation());
      }
    } catch (IOException e) {
      throw cannotWrite(directory, e);
    }
  }

  private synchronized void writeSnapshot() throws IOException {
    snapshots.takeNow(this::encode);
    known = new KnownState(stateId, directory.generation());
  }

  /** Writes the whole state down, as a snapshot has it. */
  synchronized void encode(ByteWriter out) {
    RecoveredState.write(config.job, engine, PendingRows.of(outbox, stateId, prepared), out);
  }

  @Override
  public void close() {
    // First the outbox, so that no reader waits in it or acknowledges any more.
    outbox.close();
    synchronized (this) {
      try {
        forceAcknowledgements();
      } finally {
        failed = true;
        closeFiles();
      }
    }
  }

  @GuardedBy("this")
  private void closeFiles() {
    try {
      snapshots.close();
    } finally {
      directory.close();
    }
  }

  /** Acknowledgements too are durable after a stop in good order. */
  @GuardedBy("this")
  private void forceAcknowledgements() {
    if (failed) {
      return; // what has been written since may not be what a later force makes durable
    }
    try {
      directory.force();
    } catch (IOException e) {
      // Nothing that was promised is lost; rows may be delivered again.
    }
  }

  /** Applies a record to a state that is being restored. */
  static void replay(byte[] payload, WindowEngine engine, PendingRows pending) {
    ByteReader record = new ByteReader(payload);
    int kind = record.readByte();
    if (kind == OPERATIONS) {
      engine.replay(new ByteReader(record.readBytes()));
      pending.add(engine.takeResults());
    } else if (kind == ACKNOWLEDGED) {
      pending.acknowledge(record.readSize(pending.size()));
    } else if (kind == PREPARED) {
      pending.prepare(FileCut.decode(record));
    } else if (kind == CUT_GIVEN_UP) {
      pending.giveUpCut(BitSet.valueOf(record.readBytes()));
    } else {
      throw new MalformedBytesException("no record is of kind " + kind);
    }
  }
}
