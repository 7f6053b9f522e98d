package io.github.flumeaggregation.window.files;

import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.state.FileCut;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one {@link FileCut} on their file system: first in a folder of the cut's own, over
 * which readers pass, and from there moved to their names.
 *
 * <p>The folder is the memory of what has been published: a file that is no longer in it has got
 * its name, whatever has become of it since. So a reader may take a file away at any moment. A mark
 * in it, written last, tells that the folder was complete; without it nothing is concluded from
 * what is missing.
 */
final class CutFiles {
  private static final Logger LOGGER = LoggerFactory.getLogger(CutFiles.class);
  private static final String COMPLETE = "complete";

  private final FileStore store;
  private final FileWorkers workers;
  private final FileCut cut;
  private final String fileName;
  private final String staging;
  private final Map<String, List<OutboxRow>> rowsByFolder;
  private final Map<String, String> stagedNames = new LinkedHashMap<>();

  /**
   * The files of a cut.
   *
   * @param prefix of the names of the files
   * @param staging a folder that is the cut's own
   * @param rows of the cut
   */
  CutFiles(
      FileStore store,
      FileWorkers workers,
      FileCut cut,
      String prefix,
      String staging,
      List<OutboxRow> rows) {
    this.store = store;
    this.workers = workers;
    this.cut = cut;
    this.fileName = cut.fileName(prefix);
    this.staging = staging;
    this.rowsByFolder = cut.byFolder(rows);
    for (String folder : rowsByFolder.keySet()) {
      stagedNames.put(folder, Integer.toString(stagedNames.size()));
    }
  }

  /** How many they are: one in each of its folders. */
  int size() {
    return rowsByFolder.size();
  }

  private String path(String folder) {
    return folder + '/' + fileName;
  }

  private String staged(String folder) {
    return staging + '/' + stagedNames.get(folder);
  }

  /**
   * Writes all files into the staging folder, if they can be published from there.
   *
   * @param known folders of which it is known that they can be published to; others are added
   */
  void stage(Set<String> known) throws IOException, InterruptedException {
    workers.each(rowsByFolder.keySet(), this::refuseExisting);
    store.deleteFolder(staging);
    store.makeFolder(staging);
    List<String> unknown = new ArrayList<>(rowsByFolder.keySet());
    unknown.removeAll(known);
    workers.each(unknown, this::checkFolder);
    known.addAll(unknown);
    write(rowsByFolder.keySet());
  }

  private void refuseExisting(String folder) throws IOException {
    if (store.exists(path(folder))) {
      throw new IOException(
          path(folder)
              + " exists, and the state knows nothing of it: it is older than the file, such as"
              + " one that was restored from a backup. Start over by the reset command"
              + " (docs/window-sink.md), or take the file away");
    }
  }

  private void checkFolder(String folder) throws IOException {
    store.makeFolder(folder);
    try {
      store.checkRename(staging, folder);
    } catch (IOException e) {
      throw new IOException(
          "a file cannot be moved in one step from "
              + staging
              + " to "
              + folder
              + " ("
              + e
              + "): they are probably on different disks, by a mount or a link. All folders of"
              + " files.path below the part before the first '%' must be on one: let files.path"
              + " begin with the folder that is mounted, or take the mount away; no row is lost",
          e);
    }
  }

  private void write(Collection<String> folders) throws IOException, InterruptedException {
    workers.each(folders, this::write);
    store.force(staging);
    store.write(staging + '/' + COMPLETE, out -> {});
    store.force(staging);
  }

  private void write(String folder) throws IOException {
    List<OutboxRow> rows = rowsByFolder.getOrDefault(folder, new ArrayList<>());
    store.write(staged(folder), out -> cut.format().write(rows, fileName, out));
  }

  /** The folders whose file has not been published. */
  Set<String> unpublished() throws IOException {
    Set<String> staged = store.list(staging);
    boolean isComplete = staged.contains(COMPLETE);
    Set<String> unpublished = new LinkedHashSet<>();
    for (Map.Entry<String, String> file : stagedNames.entrySet()) {
      if (isComplete ? staged.contains(file.getValue()) : !store.exists(path(file.getKey()))) {
        unpublished.add(file.getKey());
      }
    }
    return unpublished;
  }

  /** Gives the files their names that do not have them yet, durably. */
  void publish() throws IOException, InterruptedException {
    if (!store.list(staging).contains(COMPLETE)) {
      stageAgain();
    }
    workers.each(unpublished(), this::publish);
    workers.each(foldersThroughRoot(), store::force);
    store.force(staging);
  }

  private void publish(String folder) throws IOException {
    store.makeFolder(folder);
    store.rename(staged(folder), path(folder));
  }

  private void stageAgain() throws IOException, InterruptedException {
    Set<String> missing = unpublished();
    LOGGER.warn(
        "{} is gone, in which the files of {} rows waited. Those of them are made again that are"
            + " not there, {} of {}; one that was moved away meanwhile would then exist twice",
        staging,
        cut.rows(),
        missing.size(),
        size());
    store.deleteFolder(staging);
    store.makeFolder(staging);
    write(missing);
  }

  /**
   * All of them: one may have been made by a process that was killed before it forced its entry.
   */
  private Set<String> foldersThroughRoot() {
    int rootLength = cut.path().root().length();
    Set<String> folders = new LinkedHashSet<>();
    for (String folder : rowsByFolder.keySet()) {
      for (String f = folder; f.length() >= rootLength; f = f.substring(0, f.lastIndexOf('/'))) {
        folders.add(f);
      }
    }
    return folders;
  }

  /** Deletes the staging folder. */
  void clear() throws IOException {
    store.deleteFolder(staging);
  }
}
