package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The positions on disk. A save either takes place as a whole or not at all, whenever the machine
 * stops: written beside the file, forced, renamed over it, directory forced. The generation before
 * stays beside it as {@code <name>.previous}, for a disk that loses what it has confirmed.
 */
final class PositionFile {
  private static final Logger LOG = LoggerFactory.getLogger(PositionFile.class);

  private final Path file;
  private final Path previous;
  private final Path temporary;
  private final @Nullable Path foreign;
  private final TaildirPositions taildir;
  private boolean newestIsGood = true;

  /**
   * @param foreign a position file of TAILDIR to begin with if there is none of ours, or null
   */
  PositionFile(Path file, @Nullable Path foreign, TaildirPositions taildir) {
    this.file = file;
    this.foreign = foreign;
    this.taildir = taildir;
    previous = file.resolveSibling(file.getFileName() + ".previous");
    temporary = file.resolveSibling(file.getFileName() + ".tmp");
  }

  /**
   * Reads the newest good generation; null if there never was one.
   *
   * @throws IOException naming the file and the remedy, if there is one and none is good
   */
  @Nullable
  List<Incarnation> load() throws IOException {
    if (!Files.exists(file)) {
      return foreign == null || !Files.exists(foreign) ? null : carryOver(foreign);
    }
    if (TaildirPositions.isTaildir(text(file))) {
      List<Incarnation> files = carryOver(file);
      newestIsGood = false;
      Path kept = file.resolveSibling(file.getFileName() + ".taildir");
      Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
      return files;
    }
    try {
      return read(file);
    } catch (IllegalArgumentException e) {
      newestIsGood = false;
      List<Incarnation> older = loadPrevious(e);
      LOG.error(
          "Position file {} is damaged ({}); going on from the generation before it, {}. What was"
              + " delivered between the two is delivered again",
          file,
          e.getMessage(),
          previous);
      return older;
    }
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

  private List<Incarnation> loadPrevious(IllegalArgumentException damage) throws IOException {
    try {
      if (Files.exists(previous)) {
        return read(previous);
      }
    } catch (IllegalArgumentException e) {
      damage.addSuppressed(e);
    }
    throw new IOException(
        "Position file "
            + file
            + " is damaged ("
            + damage.getMessage()
            + ") and there is no good "
            + previous.getFileName()
            + " beside it. No file is read, since that would begin at zero again. Restore it from a"
            + " backup; or correct it by hand and remove its \"checksum\"; or move it away to let"
            + " startAt decide for all files",
        damage);
  }

  private static List<Incarnation> read(Path path) throws IOException {
    return PositionJson.decode(text(path));
  }

  /** Replaces the file. When this returns, the positions are on disk. */
  void save(Collection<Incarnation> files) throws IOException {
    Files.createDirectories(directory());
    byte[] text = PositionJson.encode(files).getBytes(StandardCharsets.UTF_8);
    try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
      out.write(text);
      out.getFD().sync();
    }
    keepPrevious();
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    newestIsGood = true;
    forceDirectory();
  }

  /** Never leaves a moment without the file itself, nor overwrites a good generation by a bad. */
  private void keepPrevious() throws IOException {
    if (!newestIsGood || !Files.exists(file)) {
      return;
    }
    Files.deleteIfExists(previous);
    try {
      Files.createLink(previous, file);
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(file, previous, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void forceDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory(), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path directory() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
