package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.durable.DurableFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The positions on disk. A save either takes place as a whole or not at all, whenever the machine
 * stops: written beside the file, forced, renamed over it, folder forced.
 *
 * <p>The same text is kept a second time, as {@code <name>.copy}, which is written first. So
 * whatever was saved is in the copy when the file itself is missing or damaged: going on from it is
 * exact. An older generation is never gone on from: it does not know the files that came since, and
 * what was delivered of them would count twice.
 */
public final class PositionFile {
  private static final Logger LOG = LoggerFactory.getLogger(PositionFile.class);

  private final DurableFiles disk;
  private final Path file;
  private final Path copy;
  private final File temporary;
  private final @Nullable Path foreign;
  private final TaildirPositions taildir;
  private final StartSizes startSizes = new StartSizes();

  /**
   * @param foreign a position file of TAILDIR to begin with if there is none of ours, or null
   */
  public PositionFile(Path file, @Nullable Path foreign, TaildirPositions taildir) {
    this(new DurableFiles(), file, foreign, taildir);
  }

  PositionFile(DurableFiles disk, Path file, @Nullable Path foreign, TaildirPositions taildir) {
    this.disk = disk;
    this.file = file;
    this.foreign = foreign;
    this.taildir = taildir;
    copy = beside(file, ".copy");
    temporary = beside(file, ".tmp").toFile();
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  /**
   * Reads what was saved last; null if nothing ever was.
   *
   * @throws IOException naming the file and the remedy, if there is one and it cannot be gone on
   *     from
   */
  @Nullable
  List<Incarnation> load() throws IOException {
    makeLastDurable();
    if (Files.isSymbolicLink(file)) {
      throw new IOException(
          "positionFile "
              + file
              + " is a symbolic link, which the first save would replace. Set positionFile to the"
              + " path that it leads to");
    }
    if (!Files.exists(file)) {
      return loadWithoutFile();
    }
    String text = text(file);
    if (TaildirPositions.isTaildir(text)) {
      List<Incarnation> files = carryOver(file);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      disk.write(beside(file, ".taildir").toFile(), bytes, bytes.length);
      return files;
    }
    return decode(text);
  }

  /**
   * What is read may have been given its name by a process that died before it forced that. Lines
   * are delivered under what is read: it must not go again with the power.
   */
  private void makeLastDurable() throws IOException {
    if (disk.isThere(folder())) {
      disk.forceNamesThrough(folder());
      disk.forceDirectory(folder());
    }
  }

  private void makeFolder() throws IOException {
    if (!disk.isThere(folder())) {
      disk.makeDirectory(folder());
      disk.forceNamesThrough(folder());
    }
  }

  private File folder() {
    return DurableFiles.folderOf(file.toFile());
  }

  private @Nullable List<Incarnation> loadWithoutFile() throws IOException {
    if (Files.exists(copy)) {
      return fromCopy("is missing", null);
    }
    return foreign == null || !Files.exists(foreign) ? null : carryOver(foreign);
  }

  private List<Incarnation> decode(String text) throws IOException {
    try {
      return PositionJson.decode(text, startSizes);
    } catch (PositionJson.OtherVersionException e) {
      throw new IOException(
          "Position file "
              + file
              + " cannot be read: "
              + e.getMessage()
              + ". It is not damaged: run the release that wrote it, or move it and "
              + copy.getFileName()
              + " away to let startAt decide for all files",
          e);
    } catch (IllegalArgumentException e) {
      return fromCopy("is damaged (" + e.getMessage() + ")", e);
    }
  }

  private List<Incarnation> fromCopy(String fault, @Nullable IllegalArgumentException damage)
      throws IOException {
    try {
      List<Incarnation> files = PositionJson.decode(text(copy), startSizes);
      LOG.warn(
          "Position file {} {}; going on from {}, which holds the same. To let startAt decide for"
              + " all files, stop the agent and move both away",
          file,
          fault,
          copy);
      return files;
    } catch (IllegalArgumentException | IOException e) {
      IOException refused = new IOException(refusal(fault), damage);
      refused.addSuppressed(e);
      throw refused;
    }
  }

  private String refusal(String fault) {
    return "Position file "
        + file
        + " "
        + fault
        + " and there is no good "
        + copy.getFileName()
        + " beside it. No file is read, since that would begin at zero again. Restore it from a"
        + " backup; or correct it by hand and remove its \"checksum\"; or move it away ("
        + copy.getFileName()
        + " too) to let startAt decide for all files";
  }

  private List<Incarnation> carryOver(Path source) throws IOException {
    LOG.info("Carrying the positions of TAILDIR over from {}", source);
    try {
      return taildir.convert(text(source));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "Position file "
              + source
              + " of TAILDIR is damaged ("
              + e.getMessage()
              + "). No file is read, since that would begin at zero again. Correct it by hand, or"
              + " move it away to let startAt decide for all files",
          e);
    }
  }

  private static String text(Path path) throws IOException {
    return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
  }

  /** Is saved and loaded along with the files. */
  StartSizes startSizes() {
    return startSizes;
  }

  /** What would be saved of these files now. */
  byte[] encode(Collection<Incarnation> files, boolean last) {
    return PositionJson.encode(files, startSizes, last).getBytes(StandardCharsets.UTF_8);
  }

  /** Replaces the file. When this returns, the positions are on disk, twice. */
  void save(byte[] text) throws IOException {
    makeFolder();
    // One after the other: else the disk could keep the new file and the old copy.
    disk.replace(copy.toFile(), temporary, text, text.length);
    disk.replace(file.toFile(), temporary, text, text.length);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
