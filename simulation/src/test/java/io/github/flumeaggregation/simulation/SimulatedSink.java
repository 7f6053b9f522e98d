package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.core.metric.Reading;
import io.github.flumeaggregation.window.files.FileDelivery;
import io.github.flumeaggregation.window.files.FileStores;
import io.github.flumeaggregation.window.files.FilesSettings;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.row.SinkBooks;
import io.github.flumeaggregation.window.state.DurableEngine;
import io.github.flumeaggregation.window.state.KnownState;
import io.github.flumeaggregation.window.state.StateException;
import io.github.flumeaggregation.window.state.States;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
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
  private DurableEngine engine;
  private KnownState known = KnownState.NONE;

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
    if (config == null) {
      Map<String, String> all = new TreeMap<>(settings);
      all.putAll(changeable);
      config = FilesSettings.of(all);
      delivery = config.delivery(new FileStores(world.disk));
    }
    try {
      engine = DurableEngine.open(config.state(), world.disk, known);
    } catch (StateException e) {
      failed(e);
      return false;
    }
    world.ledger.found(books(engine));
    checkReplay();
    world.seen(engine.outbox().all());
    return true;
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
      action.on(engine);
      world.seen(engine.outbox().all());
      return true;
    } catch (StateException e) {
      failed(e);
      return false;
    }
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

  private void failed(StateException e) {
    if (!world.disk.isDead() && world.disk.takeFailedSteps() == 0) {
      throw new AssertionError("the sink refuses its state on a sound disk", e);
    }
    world.channel.rollback();
    DurableEngine broken = engine;
    engine = null;
    if (broken != null) {
      known = broken.known();
      broken.close();
    }
    if (world.disk.isDead()) {
      world.sinkDied();
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
      FilesSettings.deliver(delivery, engine);
    } catch (StateException e) {
      failed(e);
    } catch (IOException e) {
      deliveryFailed(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void deliveryFailed(IOException e) {
    if (world.disk.isDead()) {
      failed(new StateException("the process died", e));
    } else if (world.disk.takeFailedSteps() == 0) {
      throw new AssertionError("files cannot be delivered to a sound disk", e);
    } else {
      FilesSettings.closeStore(delivery);
    }
  }

  /** The consumer behind the result source takes rows; the word of it may get lost. */
  void consume(int rows, boolean acknowledged) {
    with(
        opened -> {
          List<OutboxRow> all = opened.outbox().all();
          world.seen(all);
          int count = Math.min(rows, all.size());
          if (acknowledged && count > 0 && opened.preparedCut() == null) {
            opened.outbox().acknowledge(count);
          }
        });
  }

  /** Stops in good order. */
  void stop() {
    byte[] live = engine != null && world.disk.takeFailedSteps() == 0 ? States.bytes(engine) : null;
    if (engine != null) {
      engine.close();
      engine = null;
    }
    forget();
    if (world.disk.isDead()) {
      world.sinkDied();
    } else {
      killedState = live;
    }
  }

  /** Is killed, or the power fails, between two steps of the disk. */
  void kill(MemoryDisk.Fate how) {
    byte[] live =
        engine != null && how == MemoryDisk.Fate.KILL && world.disk.takeFailedSteps() == 0
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
    }
    config = null;
    delivery = null;
    killedState = null;
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
