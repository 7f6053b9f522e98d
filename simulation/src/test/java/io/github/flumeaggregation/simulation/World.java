package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.state.Outbox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Everything that there is in one life: hosts with logs and clocks, a channel, the machine of the
 * sink with its disk, and who reads the rows. One thread, and no clock but {@link #nowMillis}.
 */
final class World {
  final Setup setup;
  final List<Host> hosts = new ArrayList<>();
  final SimulatedChannel channel;
  final MemoryDisk disk;
  final Ledger ledger;
  final Consumer consumer = new Consumer();
  final RowFiles rowFiles;
  final SimulatedSink sink;
  final Story story;

  /** Whose logs are real files. */
  final Tails tails = new Tails(this);

  /** True time; no clock need show it. */
  long nowMillis = Events.T0;

  long sinkClockOffsetMillis;

  /** All that the sink's clock has shown. */
  final Set<Long> sinkTimes = new HashSet<>();

  /** Whether the power has failed since the sink had its state open. */
  boolean powerFailed;

  /** Chance, of the present move. */
  Random random;

  /** When the channel was last found to hold something, by true time. */
  private long newsMillis = nowMillis;

  /** Places of lines that nobody must deliver: they were in memory when an agent died. */
  final Set<String> mayBeLost = new HashSet<>();

  World(long seed, Story story) {
    this.story = story;
    random = new Random(seed);
    rowFiles = new RowFiles(seed);
    setup = new Setup(random, seed < 0);
    channel = new SimulatedChannel(setup.memoryChannel, 5 + random.nextInt(100));
    disk = new MemoryDisk(setup.aheadBytes, setup.snapshotEveryBytes);
    ledger = setup.newLedger();
    for (int i = 0; i < setup.hosts; i++) {
      hosts.add(new Host(this, "host" + i, seed + i));
      if (!hasFiles()) {
        hosts.get(i).newLog();
      }
    }
    sink = new SimulatedSink(this);
    story.tell(setup.toString());
    if (setup.rowsAreFiles) {
      ConfigurationChanges.files(this);
    }
    if (hasFiles()) {
      tails.begin();
    }
  }

  /** Whether the logs of this life are real files: those with negative seeds. */
  boolean hasFiles() {
    return setup.hasFiles;
  }

  /** What the sink's clock shows. */
  long sinkMillis() {
    long shown = nowMillis + sinkClockOffsetMillis;
    sinkTimes.add(shown);
    return shown;
  }

  <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** The process of the sink has died; the next one begins. */
  void sinkDied() {
    story.tell("the agent is dead, and another one starts");
    List<SentEvent> before = channel.waiting();
    channel.crash(random);
    if (channel.isInMemory() && !hasFiles()) {
      before.forEach(event -> event.lines().forEach(line -> mayBeLost.add(line.place())));
    }
    Memory.suffice();
    if (disk.restart(random)) {
      rowFiles.powerFailed();
      powerFailed = true;
    }
    sink.forget();
    tails.sinkDied();
  }

  /** Rows that have become visible. */
  void seen(Outbox outbox) {
    consumer.receive(outbox.firstSequence(), outbox.all());
  }

  /** Whether nothing has come for as long as a channel must be empty to be called idle. */
  boolean isIdle() {
    return channel.isEmpty() && nowMillis - newsMillis > 30_000;
  }

  void news() {
    newsMillis = nowMillis;
  }
}
