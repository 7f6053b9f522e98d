package io.github.flumeaggregation.window.files;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.window.engine.Job;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.row.RowNames;
import io.github.flumeaggregation.window.state.DurableEngine;
import io.github.flumeaggregation.window.state.FileCut;
import io.github.flumeaggregation.window.state.Outbox;
import io.github.flumeaggregation.window.state.StateException;
import java.io.Closeable;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the rows of an outbox as files, each row in exactly one.
 *
 * <ol>
 *   <li>A run of rows is cut off, and each of its files is written, whole, into a folder of its own
 *       that readers pass over.
 *   <li>The {@link FileCut} is written to the state's log, forced. From now on these files will
 *       come to be, and no others of these rows.
 *   <li>The files are moved to their names, which the cut and the rows determine.
 *   <li>The rows are acknowledged, forced: they leave the state.
 * </ol>
 *
 * <p>Before the second step nothing can be seen, and a crash is as if nothing had been done. After
 * it, the files that are still in their folder are moved; those that are not have been. If they
 * cannot be, and the configuration has changed since, their rows are cut anew.
 */
public final class FileDelivery implements Closeable {
  private static final Logger LOGGER = LoggerFactory.getLogger(FileDelivery.class);

  /** Of so many folders it is remembered that they can be moved to. */
  private static final int KNOWN_FOLDERS = 10_000;

  private final @Nullable FilesConfig config;
  private final String sink;
  private final String owner;
  private final FileStore.Opener opener;
  private final Set<String> knownFolders = new HashSet<>();
  private @Nullable FileStore store;
  private @Nullable FileWorkers workers;
  private String root = "";
  private boolean isTidy;

  public FileDelivery(Job job, @Nullable FilesConfig config, FileStore.Opener opener) {
    this.config = config;
    this.sink = job.name;
    this.owner = RowNames.escape(job.node) + '-' + RowNames.escape(job.name);
    this.opener = opener;
  }

  /** Whether it is to drain a sink with this state: also what was begun before files were off. */
  public boolean isNeeded(DurableEngine engine) {
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
    FileCut prepared = engine.preparedCut();
    if (prepared != null) {
      return finish(engine, prepared);
    }
    Outbox outbox = engine.outbox();
    if (config == null) {
      outbox.release(this);
      return 0;
    }
    tidyUp(engine, store(config.path.root()));
    List<OutboxRow> rows = outbox.awaitRun(config.rollRows, config.rollIntervalMillis);
    if (rows.isEmpty()) {
      return 0;
    }
    FileCut cut = new FileCut(outbox.firstSequence(), rows.size(), config.path, config.format);
    CutFiles files = files(engine, cut, rows);
    if (knownFolders.size() > KNOWN_FOLDERS) {
      knownFolders.clear();
    }
    files.stage(knownFolders);
    engine.prepare(cut);
    return publish(engine, cut, files);
  }

  private int publish(DurableEngine engine, FileCut cut, CutFiles files)
      throws IOException, InterruptedException {
    files.publish();
    engine.outbox().acknowledge(cut.rows());
    files.clear();
    return files.size();
  }

  private int finish(DurableEngine engine, FileCut cut) throws IOException, InterruptedException {
    List<OutboxRow> rows = engine.outbox().peek(cut.rows(), 0);
    CutFiles files = files(engine, cut, rows);
    try {
      return publish(engine, cut, files);
    } catch (IOException e) {
      if (config != null && cut.isOf(config.path, config.format)) {
        throw e;
      }
      cutAnew(engine, cut, rows, files, e);
      return 0;
    }
  }

  /** The rows of files that have not been published go back to those that wait. */
  private void cutAnew(
      DurableEngine engine, FileCut cut, List<OutboxRow> rows, CutFiles files, IOException cause)
      throws IOException {
    Set<String> unpublished = files.unpublished();
    BitSet published = new BitSet();
    for (int i = 0; i < rows.size(); i++) {
      published.set(i, !unpublished.contains(cut.path().resolve(rows.get(i).headers())));
    }
    engine.giveUpCut(published);
    LOGGER.warn(
        "Sink {} could not make {} of {} files under {}, and files.* has been changed since: their"
            + " {} rows are delivered as it says now",
        sink,
        unpublished.size(),
        files.size(),
        cut.path(),
        rows.size() - published.cardinality(),
        cause);
    files.clear();
  }

  private CutFiles files(DurableEngine engine, FileCut cut, List<OutboxRow> rows)
      throws IOException {
    FileStore to = store(cut.path().root());
    FileWorkers with = workers == null ? new FileWorkers("window-sink-" + sink + "-io") : workers;
    workers = with;
    String staging = stagingFolder(engine) + '/' + cut.firstSequence();
    return new CutFiles(to, with, cut, owner + '-' + engine.stateId(), staging, rows);
  }

  /** The file system of a folder. */
  private FileStore store(String wanted) throws IOException {
    FileStore open = store;
    if (open != null && root.equals(wanted)) {
      return open;
    }
    closeStore();
    open = opener.open(wanted + '/');
    store = open;
    root = wanted;
    return open;
  }

  /** Deletes what an earlier process left that had not been decided yet. */
  private void tidyUp(DurableEngine engine, FileStore open) throws IOException {
    if (!isTidy) {
      open.deleteFolder(stagingFolder(engine));
      isTidy = true;
    }
  }

  /**
   * Readers of Hadoop pass over what begins with an underscore. The state's number is in it since
   * another sink may have the same names and path.
   */
  private String stagingFolder(DurableEngine engine) {
    return root + "/_" + owner + '-' + engine.stateId();
  }

  /** Gives up the file system; the next delivery opens it again. */
  void closeStore() throws IOException {
    FileStore open = store;
    store = null;
    isTidy = false;
    knownFolders.clear();
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    if (workers != null) {
      workers.close();
      workers = null;
    }
    closeStore();
  }
}
