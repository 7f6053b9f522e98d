package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.durable.UnkindFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** A disk of a sink's that is as unkind as POSIX allows, as {@link UnkindFiles} says. */
public class UnkindDisk extends Disk {
  private final UnkindFiles files;

  /**
   * A disk that works until {@link #dieAfter}.
   *
   * @param trash a folder, beside what is tested, for files that may yet come back
   */
  public UnkindDisk(Random random, Path trash) throws IOException {
    files = new UnkindParts(random, trash);
  }

  private final class UnkindParts extends UnkindFiles {
    UnkindParts(Random random, Path trash) throws IOException {
      super(random, trash);
    }

    @Override
    protected boolean doesForce() throws IOException {
      return UnkindDisk.this.doesForce();
    }
  }

  /** Whether a force that is asked for is done; a test may leave some out. */
  protected boolean doesForce() throws IOException {
    return true;
  }

  /** As {@link UnkindFiles#dieAfter}. */
  public void dieAfter(int steps) {
    files.dieAfter(steps);
  }

  /** As {@link UnkindFiles#stepsLeft}. */
  public int stepsLeft() {
    return files.stepsLeft();
  }

  public boolean isDead() {
    return files.isDead();
  }

  /** As {@link UnkindFiles#killProcess}. */
  void killProcess() {
    files.killProcess();
  }

  @Override
  protected void inBackground(String threadName, Runnable work) {
    files.inBackground(work);
  }

  @Override
  public Output open(File path) throws IOException {
    return files.open(path);
  }

  @Override
  public void rename(File from, File to) throws IOException {
    files.rename(from, to);
  }

  @Override
  public void delete(File path) throws IOException {
    files.delete(path);
  }

  @Override
  protected void createDirectory(File directory) throws IOException {
    files.createDirectory(directory);
  }

  @Override
  protected boolean isWritable(File directory) {
    return files.isWritable(directory);
  }

  @Override
  public void forceDirectory(File directory) throws IOException {
    files.forceDirectory(directory);
  }
}
