package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.encoding.MalformedBytesException;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.WindowOperator;
import io.github.flumeaggregation.window.alert.CarriedAlerts;
import io.github.flumeaggregation.window.engine.Job;
import io.github.flumeaggregation.window.engine.WindowEngine;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a snapshot and its log amount to, brought under the present configuration.
 *
 * <p>A snapshot holds the configuration that it was made under, and is read under that one, with
 * its log: what was being computed is finished as it was begun. If the configuration has changed
 * since, the state of each unchanged aggregation is then carried over; a new or changed one starts
 * with the next window; one that is gone is dropped. Results that wait are kept whatever changed.
 */
public final class RecoveredState {
  private static final Logger LOGGER = LoggerFactory.getLogger(RecoveredState.class);

  private final Job job;
  private final WindowEngine engine;
  private final PendingRows pendingRows;
  private long millis;

  private RecoveredState(Job job, WindowEngine engine, PendingRows pendingRows) {
    this.job = job;
    this.engine = engine;
    this.pendingRows = pendingRows;
  }

  /** What the engine computes. */
  public Job job() {
    return job;
  }

  public WindowEngine engine() {
    return engine;
  }

  /** Results that have not been acknowledged. */
  public PendingRows pendingRows() {
    return pendingRows;
  }

  /** Writes a whole state to a snapshot. */
  static void write(Job job, WindowEngine engine, PendingRows pending, ByteWriter out) {
    out.writeString(job.name).writeString(job.node);
    out.writeUnsigned(job.settings.size());
    for (Map.Entry<String, String> setting : job.settings.entrySet()) {
      out.writeString(setting.getKey()).writeString(setting.getValue());
    }
    engine.encodeCommon(out);
    for (WindowOperator aggregation : engine.aggregations()) {
      aggregation.encode(out);
    }
    pending.encode(out);
    engine.alerts().encode(out);
  }

  /**
   * Reads the state in a directory; an empty one if there is none.
   *
   * @param nanoTime by which it says how long that took
   * @throws StateException if it cannot be used; it says why, and what to do
   */
  static RecoveredState read(Job job, StateDirectory directory, LongSupplier nanoTime) {
    ByteReader snapshot = directory.readSnapshot();
    if (snapshot == null) {
      LOGGER.warn(
          "Sink {} begins a new state in {}: none is there. If the sink has run before, stop it and"
              + " bring its state back (is the disk mounted?)",
          job.name,
          directory.directory());
      return new RecoveredState(job, new WindowEngine(job), PendingRows.none());
    }
    long startNanos = nanoTime.getAsLong();
    Job oldJob = readJob(snapshot, directory.directory());
    checkIsSameSink(oldJob, job, directory.directory());
    boolean isSame = oldJob.settings.equals(job.settings);
    // The old one has no tables to look values up in.
    RecoveredState old = readUnder(isSame ? job : oldJob, snapshot, directory);
    RecoveredState recovered = isSame ? old : old.under(job);
    recovered.millis = (nanoTime.getAsLong() - startNanos) / 1_000_000;
    LOGGER.info(
        "Sink {} restored its state from {} in {} ms; {} results wait to be delivered",
        job.name,
        directory.directory(),
        recovered.millis,
        recovered.pendingRows.size());
    return recovered;
  }

  /**
   * All results that wait become rows at once, since only the old configuration knows how to write
   * them: at most {@code maxPendingRows}, and beyond that the rest of the window that exceeded it,
   * which is at most {@code maxGroups} rows.
   */
  private RecoveredState under(Job newJob) {
    // Those of windows, as the old configuration has them.
    pendingRows.add(engine.takeResults());
    WindowEngine carried = carryOver(job, engine, newJob);
    // Those of alerts that are no longer configured.
    pendingRows.add(engine.takeResults());
    return new RecoveredState(newJob, carried, pendingRows);
  }

  /** How long it took to read the state, in milliseconds; 0 if there was none. */
  long millis() {
    return millis;
  }

  /**
   * Reads the state in a directory under its own configuration.
   *
   * @throws StateException if there is none, or it cannot be used
   */
  public static RecoveredState inspect(StateDirectory directory) {
    ByteReader snapshot = directory.readSnapshot();
    if (snapshot == null) {
      throw new StateException(directory.directory() + " holds no state yet");
    }
    return readUnder(readJob(snapshot, directory.directory()), snapshot, directory);
  }

  private static Job readJob(ByteReader snapshot, File directory) {
    String name = snapshot.readString();
    String node = snapshot.readString();
    Map<String, String> settings = new TreeMap<>();
    for (int i = snapshot.readSize(Integer.MAX_VALUE); i > 0; i--) {
      String key = snapshot.readString();
      settings.put(key, snapshot.readString());
    }
    settings.put("node", node);
    try {
      return Job.of(name, settings);
    } catch (SettingsException e) {
      throw new StateException(
          "the state in "
              + directory
              + " was made under a configuration that this version of the plugin does not read ("
              + e.getMessage()
              + "). Start once with the version that made it and the new configuration",
          e);
    }
  }

  private static void checkIsSameSink(Job old, Job job, File directory) {
    if (!old.name.equals(job.name) || !old.node.equals(job.node)) {
      throw new StateException(
          String.format(
              "stateDir %s holds the state of sink '%s' on node '%s', and this is sink '%s' on node"
                  + " '%s'. If this is another sink, give it a stateDir of its own. If it is the"
                  + " same one under a new name, keep the old one (key node), or make the state"
                  + " that of the new name by the rename command (docs/moving.md)",
              directory, old.name, old.node, job.name, job.node));
    }
  }

  private static RecoveredState readUnder(Job job, ByteReader snapshot, StateDirectory directory) {
    try {
      WindowEngine engine = new WindowEngine(job);
      engine.decodeCommon(snapshot);
      for (WindowOperator aggregation : engine.aggregations()) {
        aggregation.decode(snapshot);
      }
      PendingRows pending = PendingRows.decode(snapshot);
      engine.alerts().decode(snapshot);
      directory.readLog(payload -> DurableEngine.replay(payload, engine, pending));
      engine.restored();
      return new RecoveredState(job, engine, pending);
    } catch (MalformedBytesException e) {
      throw new StateException(
          "the state in "
              + directory.directory()
              + " has right checksums and wrong content ("
              + e.getMessage()
              + "): please report this. To go on, start over by the reset command"
              + " (docs/window-sink.md), which keeps the state under another name",
          e);
    }
  }

  private static WindowEngine carryOver(Job oldJob, WindowEngine old, Job job) {
    WindowEngine engine = new WindowEngine(job);
    engine.decodeCommon(encoded(old::encodeCommon));
    for (String file : job.changedTables(oldJob)) {
      LOGGER.warn(
          "Sink {}: the table {} is another than that of the state. Aggregations that use it in"
              + " 'where' or 'groupBy' are changed by that, and columns that use it are new",
          job.name,
          file);
    }
    Map<String, WindowOperator> before = byName(oldJob, old);
    for (Map.Entry<String, WindowOperator> now : byName(job, engine).entrySet()) {
      String name = now.getKey();
      @Nullable WindowOperator same = before.remove(name);
      if (same != null && oldJob.definition(name).equals(job.definition(name))) {
        sayWhatIsNew(job, name, now.getValue().carry(same, engine.newestMillis()));
      } else {
        sayThatItStarts(job, name, same, job.changes(oldJob, name));
        now.getValue().openFrom(afterAllLines(engine.newestMillis()));
      }
    }
    CarriedAlerts.carryOver(
        old.alerts(),
        engine.alerts(),
        (was, is) -> oldJob.definition(was).equals(job.definition(is)),
        engine::closedThroughMillis);
    before
        .keySet()
        .forEach(
            name ->
                LOGGER.warn(
                    "Sink {}: aggregation {} is no longer configured; its state is dropped",
                    job.name,
                    name));
    engine.restored();
    return engine;
  }

  /** The first time at which no line has been counted yet. */
  private static long afterAllLines(long newestMillis) {
    return newestMillis == Long.MIN_VALUE ? newestMillis : newestMillis + 1;
  }

  private static void sayWhatIsNew(Job job, String name, List<String> newColumns) {
    if (!newColumns.isEmpty()) {
      LOGGER.warn(
          "Sink {}: aggregation {} keeps what it has counted; of the windows that are open, {}"
              + " count only the lines from now on, as 'since' in their books says",
          job.name,
          name,
          newColumns);
    }
  }

  private static void sayThatItStarts(
      Job job, String name, @Nullable WindowOperator before, Set<String> changes) {
    if (before == null) {
      LOGGER.info("Sink {}: aggregation {} starts with the next window", job.name, name);
      return;
    }
    LOGGER.warn(
        "Sink {}: aggregation {} is changed (in {}) and starts with the next window; what it had is"
            + " dropped: {} slices of time with {} groups. To keep both, stop the agent before the"
            + " next line, bring back the old definition, and give the new one another name",
        job.name,
        name,
        changes,
        before.slices(),
        before.groups());
  }

  /** The aggregations by their names, in the order of the configuration. */
  public Map<String, WindowOperator> byName() {
    return byName(job, engine);
  }

  private static Map<String, WindowOperator> byName(Job job, WindowEngine engine) {
    Map<String, WindowOperator> byName = new LinkedHashMap<>();
    int index = 0;
    for (Aggregation aggregation : job.aggregations.keySet()) {
      byName.put(aggregation.name(), engine.aggregations().get(index++));
    }
    return byName;
  }

  private interface Encoder {
    void encode(ByteWriter out);
  }

  private static ByteReader encoded(Encoder encoder) {
    ByteWriter out = new ByteWriter();
    encoder.encode(out);
    return new ByteReader(out.toBytes());
  }
}
