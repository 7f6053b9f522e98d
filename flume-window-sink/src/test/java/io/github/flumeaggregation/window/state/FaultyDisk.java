package io.github.flumeaggregation.window.state;

import java.io.File;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * A disk on which one kind of operation fails for a while, and then works again. Nothing is really
 * forced, which would only take time: the process lives on, and reads back what it has written.
 */
final class FaultyDisk extends Disk {
  /** What can fail. */
  enum Operation {
    OPEN,
    WRITE,
    FORCE,
    RENAME,
    DELETE,
    FORCE_DIRECTORY,
    READ,
    LIST
  }

  private final Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
  private final Operation faulty;
  private final int first;
  private final int end;
  private final String message;

  /** Fails {@code times} times, from the operation of that kind with the number {@code first}. */
  FaultyDisk(Operation faulty, int first, int times, String message) {
    this.faulty = faulty;
    this.first = first;
    this.end = first + times;
    this.message = message;
  }

  /** One that does not fail. */
  static FaultyDisk sound() {
    return new FaultyDisk(Operation.OPEN, Integer.MAX_VALUE - 1, 0, "");
  }

  /** How many operations of a kind there have been. */
  int count(Operation operation) {
    return counts.getOrDefault(operation, 0);
  }

  private boolean fails(Operation operation) {
    int number = counts.merge(operation, 1, Integer::sum) - 1;
    return operation == faulty && number >= first && number < end;
  }

  private void step(Operation operation) throws IOException {
    if (fails(operation)) {
      throw new IOException(message);
    }
  }

  /** What is allocated is written and read again whenever a state is opened: not more than need. */
  @Override
  protected int aheadBytes() {
    return 64 << 10;
  }

  /** At once, so that it is the same in each run. */
  @Override
  protected void inBackground(String threadName, Runnable work) {
    work.run();
  }

  @Override
  public Output open(File path) throws IOException {
    step(Operation.OPEN);
    return new FaultyOutput(path);
  }

  private final class FaultyOutput extends FileOutput {
    FaultyOutput(File path) throws IOException {
      super(path);
    }

    @Override
    public void write(long position, byte[] bytes, int length) throws IOException {
      boolean fails = fails(Operation.WRITE);
      super.write(position, bytes, fails ? length / 2 : length);
      if (fails) {
        throw new IOException(message);
      }
    }

    @Override
    public void force() throws IOException {
      step(Operation.FORCE);
    }
  }

  @Override
  public void rename(File from, File to) throws IOException {
    step(Operation.RENAME);
    super.rename(from, to);
  }

  @Override
  public void delete(File path) throws IOException {
    step(Operation.DELETE);
    super.delete(path);
  }

  @Override
  public void forceDirectory(File directory) throws IOException {
    step(Operation.FORCE_DIRECTORY);
  }

  @Override
  protected Input openToRead(File path) throws IOException {
    step(Operation.READ);
    return super.openToRead(path);
  }

  @Override
  public String[] list(File directory) throws IOException {
    step(Operation.LIST);
    return super.list(directory);
  }
}
