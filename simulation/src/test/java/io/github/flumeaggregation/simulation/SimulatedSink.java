package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.core.metric.Reading;
import io.github.flumeaggregation.window.engine.EagerThreads;
import io.github.flumeaggregation.window.engine.LineThreads;
import io.github.flumeaggregation.window.files.FileDelivery;
import io.github.flumeaggregation.window.files.FileStores;
import io.github.flumeaggregation.window.files.FilesSettings;
import io.github.flumeaggregation.window.row.SinkBooks;
import io.github.flumeaggregation.window.state.DurableEngine;
import io.github.flumeaggregation.window.state.KnownState;
import io.github.flumeaggregation.window.state.Outbox;
import io.github.flumeaggregation.window.state.StateConfig;
import io.github.flumeaggregation.window.state.StateException;
import io.github.flumeaggregation.window.state.States;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The window sink's engine, its files and its outbox, driven as the shell does, by one thread. */
final class SimulatedSink {
  /** What is done with an open state. */
  interface Action {
    void on(DurableEngine engine);
  }

  private final World world;
  private final Map<String, String> settings;
  private final Map<String, String> changeable = new TreeMap<>();
  private FilesSettings config;
  private FileDelivery delivery;
  private LineThreads threads;
  private DurableEngine engine;
  private KnownState known = KnownState.NONE;

  /** Rows that were delivered by a result source whose word of it failed, and from where. */
  private int unacknowledged;

  private Outbox unacknowledgedFrom;

  /** Whether the memory was used up since the state was opened. */
  private boolean memoryEnded;

  /** The state as it was when the process was killed, if it was sound and is opened as it is. */
  private byte[] killedState;

  SimulatedSink(World world) {
    this.world = world;
    settings = world.setup.fixed;
  }

  /** Opens the state if it is not; answers whether it is open. */
  boolean open() {
    if (engine != null) {
      return true;
    }
    StateConfig state = config().state();
    try {
      Memory.count();
      engine = openWithThreads(state);
    } catch (StateException | OutOfMemoryError e) {
      failed(e);
      return false;
    } finally {
      Memory.pause();
    }
    opened();
    return true;
  }

  /** As the shell does. */
  private DurableEngine openWithThreads(StateConfig state) {
    DurableEngine opened = DurableEngine.open(state, world.disk, known);
    try {
      opened.useThreads(threads);
      return opened;
    } catch (OutOfMemoryError e) {
      opened.close();
      throw e;
    }
  }

  private FilesSettings config() {
    if (config == null) {
      Map<String, String> all = new TreeMap<>(settings);
      all.putAll(changeable);
      config = FilesSettings.of(all);
      delivery = config.delivery(new FileStores(world.disk));
      threads = EagerThreads.of(world.setup.threads);
    }
    return config;
  }

  private void opened() {
    memoryEnded = false;
    world.powerFailed = false;
    StagingIsLost.happenIfDue(world);
    world.ledger.found(books(engine));
    checkReplay();
    world.seen(engine.outbox());
  }

  /** Starts on a state that is damaged: all is as it was, or is refused until it is mended. */
  void openDamaged(Damage damage) {
    Map<String, String> before = world.disk.contents(config().state().directory);
    killedState = null; // an acknowledgement that was not forced may be lost
    try {
      engine = openWithThreads(config().state());
    } catch (StateException e) {
      if (!String.valueOf(e.getMessage()).contains("is damaged")) {
        throw new AssertionError("the sink does not say what is wrong", e);
      }
      if (!world.disk.contents(config().state().directory).equals(before)) {
        throw new AssertionError("the sink has changed a state that it refuses", e);
      }
      world.story.tell("the sink refuses it, and the file is brought back");
      damage.mend();
      return;
    }
    opened();
  }

  /** As monitoring shows them. */
  static SinkBooks books(DurableEngine engine) {
    Reading reading = engine.read();
    SinkBooks books = new SinkBooks();
    books.counted = reading.number("LinesCounted");
    books.unparsed = reading.number("LinesUnparsed");
    books.duplicate = reading.number("LinesDuplicate");
    books.future = reading.number("LinesFuture");
    return books;
  }

  private void checkReplay() {
    if (killedState != null && !Arrays.equals(killedState, States.bytes(engine))) {
      throw new AssertionError("the state after the restart is not the one before");
    }
    killedState = null;
  }

  /** Does something with the state; if that cannot be written, gives it up as the shell does. */
  boolean with(Action action) {
    if (!open()) {
      return false;
    }
    try {
      Memory.count();
      action.on(engine);
    } catch (StateException | OutOfMemoryError e) {
      failed(e);
      return false;
    } finally {
      Memory.pause();
    }
    world.seen(engine.outbox());
    return true;
  }

  /** Looks at the state, if it is open. */
  void peek(Action action) {
    if (engine != null) {
      action.on(engine);
    }
  }

  /** Whether the state is open, and no row waits in it or is to be made. */
  boolean isDrained() {
    return open() && engine.outbox().size() == 0 && !engine.hasResultsLeft();
  }

  private void failed(Throwable e) {
    memoryEnded |= Memory.takeEnds() > 0;
    if (!world.disk.isDead() && world.disk.takeAllFailedSteps() == 0 && !memoryEnded) {
      throw new AssertionError("the sink refuses its state on a sound disk", e);
    }
    world.channel.rollback();
    DurableEngine broken = engine;
    engine = null;
    if (broken != null) {
      giveUp(broken);
    }
    if (world.disk.isDead()) {
      world.sinkDied();
    }
  }

  /** As the shell does; there may be no memory for it. */
  private void giveUp(DurableEngine broken) {
    try {
      Memory.count();
      known = broken.known();
      broken.close();
    } catch (OutOfMemoryError e) {
      memoryEnded = true;
    } finally {
      Memory.pause();
    }
  }

  boolean hasFiles() {
    return changeable.containsKey("files.path");
  }

  /** Makes files of the rows that wait. */
  void deliver() {
    if (!open() || engine.outbox().size() == 0 || !delivery.isNeeded(engine)) {
      return;
    }
    try {
      Memory.count();
      FilesSettings.deliver(delivery, engine);
    } catch (StateException e) {
      failed(e);
    } catch (IOException | OutOfMemoryError e) {
      deliveryFailed(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      Memory.pause();
    }
  }

  /** The state stays open, as long as it does not itself refuse to be used. */
  private void deliveryFailed(Throwable e) {
    Memory.pause();
    memoryEnded |= Memory.takeEnds() > 0;
    if (world.disk.isDead()) {
      failed(e);
    } else if (world.disk.takeFailedSteps() == 0 && !memoryEnded) {
      throw new AssertionError("files cannot be delivered to a sound disk", e);
    } else {
      FilesSettings.closeStore(delivery);
    }
  }

  /** The consumer behind the result source takes rows; the word of it may get lost. */
  void consume(int rows, boolean acknowledged) {
    with(
        opened -> {
          Outbox outbox = opened.outbox();
          if (unacknowledgedFrom != outbox) {
            unacknowledged = 0;
          }
          if (unacknowledged == 0 && opened.preparedCut() == null) {
            unacknowledged = world.consumer.take(outbox.all(), rows);
            unacknowledgedFrom = outbox;
          }
          if (acknowledged && unacknowledged > 0) {
            acknowledge(outbox);
          }
        });
  }

  /** As the result source does: after an error it tries again with the same outbox. */
  private void acknowledge(Outbox outbox) {
    try {
      outbox.acknowledge(unacknowledged);
      unacknowledged = 0;
    } catch (OutOfMemoryError e) {
      memoryEnded |= Memory.takeEnds() > 0;
    }
  }

  /** Stops in good order. */
  void stop() {
    boolean sound = engine != null && world.disk.takeAllFailedSteps() == 0 && !memoryEnded;
    byte[] live = sound ? States.bytes(engine) : null;
    if (engine != null) {
      giveUp(engine);
      engine = null;
    }
    forget();
    checkFiles();
    if (world.disk.isDead()) {
      world.sinkDied();
    } else {
      killedState = live;
    }
  }

  private void checkFiles() {
    if (!world.disk.isDead() && world.disk.openFiles() > 0) {
      throw new AssertionError("a sink that is stopped has files open: " + world.disk.openFiles());
    }
  }

  /** Is killed, or the power fails, between two steps of the disk. */
  void kill(MemoryDisk.Fate how) {
    byte[] live =
        engine != null
                && how == MemoryDisk.Fate.KILL
                && world.disk.takeAllFailedSteps() == 0
                && !memoryEnded
            ? States.bytes(engine)
            : null;
    world.disk.kill(how);
    if (engine != null) {
      engine.close();
      engine = null;
    }
    world.sinkDied();
    killedState = live;
  }

  /** What a new process does not know. */
  void forget() {
    known = KnownState.NONE;
    if (delivery != null) {
      FilesSettings.close(delivery);
      threads.close();
    }
    config = null;
    delivery = null;
    killedState = null;
    memoryEnded = false;
    unacknowledgedFrom = null;
  }

  /** From the next start on. */
  void change(String key, String value) {
    killedState = null;
    if (value == null) {
      changeable.remove(key);
    } else {
      changeable.put(key, value);
    }
  }
}
