package io.github.flumeaggregation.window.files;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.state.FileCut;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.concurrent.GuardedBy;

/**
 * Files of rows that no sink keeps in its state: all of them are written, whole, into a folder that
 * readers pass over, and then moved to their names. Safe for use by the writing thread and one that
 * ends it.
 */
public final class NewFiles {
  private final FilesConfig config;
  private final FileStore.Opener opener;

  @GuardedBy("this")
  private boolean aborted;

  /** What has been begun, to be thrown away if it is not finished. */
  @GuardedBy("this")
  private @Nullable FileStore unfinished;

  @GuardedBy("this")
  private String staging = "";

  /** None yet. */
  public NewFiles(FilesConfig config, FileStore.Opener opener) {
    this.config = config;
    this.opener = opener;
  }

  /**
   * Writes the rows.
   *
   * @param owner begins the names of the files
   * @param number ends them, and is another one each time
   * @param beside whether folders may have rows already
   * @return how many files there are
   * @throws IOException if a folder has, or if they cannot be written; then nothing is seen of them
   */
  public int write(String owner, long number, boolean beside, List<OutboxRow> rows)
      throws IOException, InterruptedException {
    FileCut cut = new FileCut(number, rows.size(), config.path, config.format);
    String root = config.path.root();
    try (FileStore store = opener.open(root + '/');
        FileWorkers workers = new FileWorkers("files")) {
      if (!beside) {
        for (String folder : cut.byFolder(rows).keySet()) {
          refuseRows(store, folder);
        }
      }
      String folder = root + "/_" + owner + '-' + number;
      begin(store, folder);
      try {
        CutFiles files = new CutFiles(store, workers, cut, owner, folder, rows);
        files.stage(new HashSet<>());
        publish(files);
        return files.size();
      } finally {
        throwAway();
      }
    }
  }

  private static void refuseRows(FileStore store, String folder) throws IOException {
    Set<String> names = store.list(folder);
    names.removeIf(name -> name.startsWith("_") || !name.matches(".*[.](avro|json)"));
    if (!names.isEmpty()) {
      throw new IOException(
          "the folder " + folder + " has rows already, such as " + names.iterator().next());
    }
  }

  private synchronized void publish(CutFiles files) throws IOException, InterruptedException {
    if (aborted) {
      throw new IOException("it was ended");
    }
    files.publish();
  }

  private synchronized void begin(FileStore store, String folder) {
    unfinished = store;
    staging = folder;
  }

  private synchronized void throwAway() throws IOException {
    FileStore store = unfinished;
    unfinished = null;
    if (store != null) {
      store.deleteFolder(staging);
    }
  }

  /**
   * Lets no file appear any more, and throws away what has been begun; waits while files appear. To
   * be called when the process ends.
   */
  public synchronized void abort() throws IOException {
    aborted = true;
    throwAway();
  }
}
