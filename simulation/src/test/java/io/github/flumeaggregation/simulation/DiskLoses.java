package io.github.flumeaggregation.simulation;

import java.io.File;
import java.util.Arrays;
import java.util.List;

/**
 * While no process runs, the disk loses something of the state that it had forced. Either that was
 * of no use any more, or the next start must say so, change nothing, and go on when somebody has
 * brought the file back.
 */
final class DiskLoses implements Move {
  private static final File STATE = new File("/var/state");

  @Override
  public void happen(World world) {
    world.disk.becomeSound();
    Memory.suffice();
    end(world, world.random.nextInt(3) == 0);
    List<File> files =
        Arrays.stream(world.disk.names(STATE))
            .map(name -> new File(STATE, name))
            .filter(file -> world.disk.content(file).length > 0)
            // Of a log's last record nobody knows after a power failure whether it was forced.
            .filter(file -> !world.powerFailed || !file.getName().startsWith("log"))
            .toList();
    if (!files.isEmpty()) {
      Damage damage = Damage.any(world.disk, world.any(files), world.random);
      world.story.tell("the disk loses what it had forced: " + damage);
      world.sink.openDamaged(damage);
    }
  }

  private static void end(World world, boolean powerFails) {
    if (powerFails) {
      world.sink.kill(MemoryDisk.Fate.POWER);
    } else if (world.random.nextBoolean()) {
      world.sink.kill(MemoryDisk.Fate.KILL);
    } else {
      world.sink.stop();
      world.channel.rollback();
    }
  }
}
