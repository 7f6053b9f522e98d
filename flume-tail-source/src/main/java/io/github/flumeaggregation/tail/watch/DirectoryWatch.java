package io.github.flumeaggregation.tail.watch;

import io.github.flumeaggregation.core.Nullable;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's own notice of changes (inotify), by which quiet files need no frequent look.
 *
 * <p>Only on local file systems: a network file system does not tell what another host writes.
 * Where it does not work, or the system's limits are reached, polling alone finds the changes.
 */
public final class DirectoryWatch implements FileEvents, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);
  private static final Path MOST_WATCHES = Paths.get("/proc/sys/fs/inotify/max_user_watches");
  private static final int LEAST_WATCHES = 4_096;
  private static final Set<String> LOCAL =
      new HashSet<>(
          Arrays.asList(
              "ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "tmpfs", "f2fs", "jfs", "overlay"));

  private final WatchService service;
  private final Map<Path, Watched> watched = new HashMap<>();
  private final Queue<WatchKey> signalled = new ArrayDeque<>();
  private final Map<Long, Boolean> localDevices = new HashMap<>();
  private final int mostDirectories;
  private boolean refused;

  private static final class Watched {
    final long device;
    final long inode;
    final @Nullable WatchKey key;

    Watched(long device, long inode, @Nullable WatchKey key) {
      this.device = device;
      this.inode = inode;
      this.key = key;
    }
  }

  private DirectoryWatch(WatchService service) {
    this.service = service;
    mostDirectories = half(MOST_WATCHES);
  }

  /** Other programs of the same user need some, too. */
  private static int half(Path limit) {
    // In one read: the system gives nothing after the first.
    try (BufferedReader reader = Files.newBufferedReader(limit)) {
      return Integer.parseInt(String.valueOf(reader.readLine())) / 2;
    } catch (IOException | NumberFormatException e) {
      return LEAST_WATCHES;
    }
  }

  /** A watch over nothing yet; null if the system has none to give. */
  public static @Nullable DirectoryWatch open() {
    try {
      return new DirectoryWatch(FileSystems.getDefault().newWatchService());
    } catch (IOException | UnsupportedOperationException e) {
      LOG.info("No notice of file changes is to be had, polling instead: {}", e.toString());
      return null;
    }
  }

  @Override
  public boolean watch(Path directory, long device, long inode) {
    Watched known = watched.get(directory);
    if (known != null && known.device == device && known.inode == inode) {
      return known.key != null && known.key.isValid();
    }
    if (known != null && known.key != null) {
      known.key.cancel();
    }
    WatchKey registered = register(directory, device);
    watched.put(directory, new Watched(device, inode, registered));
    return registered != null;
  }

  private @Nullable WatchKey register(Path directory, long device) {
    if (refused || watched.size() >= mostDirectories) {
      return null;
    }
    try {
      if (!isLocal(directory, device)) {
        return null;
      }
      WatchKey key =
          directory.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY);
      // A directory that is watched by another path (links, a rename) has that one's key.
      return key.watchable().equals(directory) ? key : null;
    } catch (IOException e) {
      refused = true;
      LOG.info("No more notice of file changes is to be had, polling instead: {}", e.toString());
      return null;
    } catch (ClosedWatchServiceException e) {
      return null;
    }
  }

  private boolean isLocal(Path directory, long device) throws IOException {
    Boolean known = localDevices.get(device);
    boolean local = known == null ? LOCAL.contains(Files.getFileStore(directory).type()) : known;
    localDevices.put(device, local);
    return local;
  }

  /** Waits until something has changed, or the time is over, or {@link #close} is called. */
  public void await(long nanos) throws InterruptedException {
    try {
      WatchKey key = service.poll(nanos, TimeUnit.NANOSECONDS);
      if (key != null) {
        signalled.add(key);
      }
    } catch (ClosedWatchServiceException e) {
      // Whoever closed it wants this thread to go on.
      LOG.debug("Closed while waiting", e);
    }
  }

  @Override
  public void drain(Consumer<Path> written, Consumer<Path> named) {
    try {
      for (WatchKey key = next(); key != null; key = next()) {
        Path directory = (Path) key.watchable();
        for (WatchEvent<?> event : key.pollEvents()) {
          Object name = event.context();
          boolean write = name != null && event.kind() == StandardWatchEventKinds.ENTRY_MODIFY;
          (write ? written : named)
              .accept(name == null ? directory : directory.resolve(name.toString()));
        }
        if (!key.reset()) {
          watched.remove(directory);
          named.accept(directory);
        }
      }
    } catch (ClosedWatchServiceException e) {
      LOG.debug("Closed", e);
    }
  }

  private @Nullable WatchKey next() {
    WatchKey key = signalled.poll();
    return key == null ? service.poll() : key;
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
