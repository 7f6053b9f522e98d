package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Delivers the rows of an outbox as files, each row in exactly one.
 *
 * <ol>
 *   <li>A run of rows is cut off, and each of its files is written, whole, under a temporary name
 *       in a folder that readers pass over.
 *   <li>The {@link FileCut} is written to the state's log, forced. From now on these files will
 *       come to be, and no others of these rows.
 *   <li>The files are renamed to their names, which the cut and the rows determine.
 *   <li>The rows are acknowledged, forced: they leave the state.
 * </ol>
 *
 * <p>Before the second step nothing can be seen, and a crash is as if nothing had been done. After
 * it, the files that do not exist yet are made again, of the same rows under the same names.
 */
final class FileDelivery implements Closeable {
  private final @Nullable FilesConfig config;
  private final String owner;
  private final FileStore.Opener opener;
  private @Nullable FileStore store;
  private String root = "";

  FileDelivery(WindowSinkConfig config, FileStore.Opener opener) {
    this.config = config.files;
    this.owner = RowNames.escape(config.node) + '-' + RowNames.escape(config.name);
    this.opener = opener;
  }

  /** Whether it is to drain a sink with this state: also what was begun before files were off. */
  boolean isNeeded(DurableEngine engine) {
    return config != null || engine.preparedCut() != null;
  }

  /**
   * Delivers the rows of one cut; waits for them, and returns without if the outbox is closed.
   *
   * @return how many files have been made
   * @throws IOException if the file system fails; to be called again
   * @throws StateException if the state does
   */
  int deliverNext(DurableEngine engine) throws IOException, InterruptedException {
    Outbox outbox = engine.outbox();
    FileCut prepared = engine.preparedCut();
    if (prepared != null) {
      List<OutboxRow> rows = outbox.peek(prepared.rows(), 0);
      Map<String, List<OutboxRow>> files = files(engine, prepared, rows);
      publish(write(prepared, files));
      outbox.acknowledge(prepared.rows());
      return files.size();
    }
    if (config == null) {
      outbox.release(this);
      return 0;
    }
    store(config.path);
    List<OutboxRow> rows = outbox.awaitRun(config.rollRows, config.rollIntervalMillis);
    if (rows.isEmpty()) {
      return 0;
    }
    FileCut cut = new FileCut(outbox.firstSequence(), rows.size(), config.path, config.format);
    Map<String, List<OutboxRow>> files = files(engine, cut, rows);
    refuseExisting(cut, files);
    Map<String, String> written = write(cut, files);
    engine.prepare(cut);
    publish(written);
    outbox.acknowledge(cut.rows());
    return files.size();
  }

  /** The rows by the path of their file. */
  private Map<String, List<OutboxRow>> files(
      DurableEngine engine, FileCut cut, List<OutboxRow> rows) {
    String name = cut.fileName(owner + '-' + engine.stateId());
    Map<String, List<OutboxRow>> files = new LinkedHashMap<>();
    cut.byFolder(rows).forEach((folder, its) -> files.put(folder + '/' + name, its));
    return files;
  }

  private void refuseExisting(FileCut cut, Map<String, List<OutboxRow>> files) throws IOException {
    for (String path : files.keySet()) {
      if (store(cut.path()).exists(path)) {
        throw new IOException(
            path
                + " exists, and the state knows nothing of it: it is older than the file, such as"
                + " one that was restored from a backup. Start over by the reset command"
                + " (docs/window-sink.md), or take the file away");
      }
    }
  }

  /** Writes what does not exist yet; answers with the final name of each temporary file. */
  private Map<String, String> write(FileCut cut, Map<String, List<OutboxRow>> files)
      throws IOException {
    Map<String, String> written = new LinkedHashMap<>();
    for (Map.Entry<String, List<OutboxRow>> file : files.entrySet()) {
      String path = file.getKey();
      FileStore to = store(cut.path());
      if (!to.exists(path)) {
        String temporary = stagingFolder(root) + '/' + written.size();
        String name = path.substring(path.lastIndexOf('/') + 1);
        to.write(temporary, out -> cut.format().write(file.getValue(), name, out));
        written.put(temporary, path);
      }
    }
    return written;
  }

  private void publish(Map<String, String> written) throws IOException {
    for (Map.Entry<String, String> file : written.entrySet()) {
      if (store == null) {
        throw new IllegalStateException("nothing was written");
      }
      store.rename(file.getKey(), file.getValue());
    }
  }

  /** The file system of a path; what an earlier process left there is deleted when it is opened. */
  private FileStore store(PathTemplate path) throws IOException {
    String wanted = path.root();
    FileStore open = store;
    if (open != null && root.equals(wanted)) {
      return open;
    }
    closeStore();
    open = opener.open(wanted + '/');
    store = open;
    root = wanted;
    open.deleteFolder(stagingFolder(root));
    return open;
  }

  /** Readers of Hadoop pass over what begins with an underscore. */
  private String stagingFolder(String folder) {
    return folder + "/_" + owner;
  }

  /** Gives up the file system; the next delivery opens it again. */
  void closeStore() throws IOException {
    FileStore open = store;
    store = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    closeStore();
  }
}
