package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.window.files.FileStores;
import io.github.flumeaggregation.window.files.FilesConfig;
import io.github.flumeaggregation.window.files.NewFiles;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.row.RowNames;
import io.github.flumeaggregation.window.state.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Writes the rows of a {@link WindowReplay} to files as a sink with {@code files.path} does: whole
 * ones, all of them or none.
 */
public final class ReplayFiles {
  private final NewFiles files;
  private final LongSupplier wallMillis;

  /**
   * Nothing is written yet.
   *
   * @param path as {@code files.path}
   * @param format as {@code files.format}
   * @throws SettingsException if the path is none, or something is missing that it needs
   */
  public ReplayFiles(String path, String format) {
    this(path, format, System::currentTimeMillis);
  }

  /**
   * With a clock.
   *
   * @param wallMillis the wall clock, in milliseconds since the epoch: a part of the files' names
   */
  ReplayFiles(String path, String format, LongSupplier wallMillis) {
    this.wallMillis = wallMillis;
    Map<String, String> values = new HashMap<>();
    values.put("files.path", path);
    values.put("files.format", format);
    Settings settings = Settings.of("the files", values);
    FilesConfig config = FilesConfig.read(settings, Integer.MAX_VALUE);
    if (config != null && !FileStores.isAvailable(path)) {
      settings.fault("files.path", "needs Hadoop's client on the class path; set HADOOP_HOME");
    }
    settings.finish();
    if (config == null) {
      throw new IllegalStateException("no path");
    }
    files = new NewFiles(config, new FileStores(new Disk()));
  }

  /**
   * Writes rows; once.
   *
   * @param sink its name, which is in the names of the files
   * @param beside whether folders may have rows already
   * @return how many files there are
   * @throws IOException if a folder has, or if they cannot be written; then nothing is seen of them
   */
  public int write(String sink, boolean beside, List<WindowReplay.Row> rows)
      throws IOException, InterruptedException {
    List<OutboxRow> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(row.outboxRow()));
    String owner = RowNames.escape(sink) + "-replay";
    return files.write(owner, wallMillis.getAsLong(), beside, all);
  }

  /**
   * Lets no file appear any more, and throws away what has been begun; waits while files appear. To
   * be called when the process ends.
   */
  public void abort() throws IOException {
    files.abort();
  }
}
