package io.github.flumeaggregation.tool.replay;

import io.github.flumeaggregation.tool.command.CommandException;
import io.github.flumeaggregation.tool.command.Streams;
import io.github.flumeaggregation.tool.rows.FinalRows;
import io.github.flumeaggregation.window.ReplayFiles;
import io.github.flumeaggregation.window.WindowReplay;
import java.io.IOException;
import java.util.ArrayList;

/** Writes the rows that count in the end to files. */
final class FilesOutput implements Output {
  private final ReplayFiles files;
  private final String path;
  private final String sink;
  private final boolean beside;
  private final FinalRows finals;
  private final Streams streams;

  /**
   * Writes nothing yet, but the path is checked.
   *
   * @param beside whether folders may have rows already
   */
  FilesOutput(
      String path, String format, String sink, boolean beside, FinalRows finals, Streams streams) {
    this.files = new ReplayFiles(path, format);
    this.path = path;
    this.sink = sink;
    this.beside = beside;
    this.finals = finals;
    this.streams = streams;
  }

  @Override
  public void add(WindowReplay.Row row) {
    finals.add(row);
  }

  @Override
  public void finish() {
    Thread end = new Thread(this::abort);
    Runtime.getRuntime().addShutdownHook(end);
    try {
      int count = files.write(sink, beside, new ArrayList<>(finals.byKey().values()));
      streams.err().println(count + (count == 1 ? " file" : " files") + " in " + path);
    } catch (IOException e) {
      throw new CommandException(
          e.getMessage() + "; nothing was written. --beside writes where rows are already");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted");
    } finally {
      Runtime.getRuntime().removeShutdownHook(end);
    }
  }

  private void abort() {
    try {
      files.abort();
    } catch (IOException e) {
      streams.err().println("replay: what has been begun is left in a folder '_...' of " + path);
    }
  }
}
