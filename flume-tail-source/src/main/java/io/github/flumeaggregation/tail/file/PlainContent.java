package io.github.flumeaggregation.tail.file;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What an open plain file holds, for one look. Its size is asked for and each place read and hashed
 * once, however many others the file is compared with there: thousands of logs may begin alike.
 */
final class PlainContent implements Content {
  private final FileHandle handle;
  private final Map<Long, Map<Integer, Long>> hashes = new HashMap<>();
  private long size = -1;

  PlainContent(FileHandle handle) {
    this.handle = handle;
  }

  @Override
  public long size() throws IOException {
    if (size < 0) {
      size = handle.size();
    }
    return size;
  }

  @Override
  public boolean holds(Fingerprint block) throws IOException {
    Map<Integer, Long> there = hashes.computeIfAbsent(block.end(), end -> new HashMap<>(2));
    Long hash = there.get(block.length());
    if (hash == null) {
      byte[] bytes = new byte[block.length()];
      if (handle.read(block.end() - bytes.length, bytes, 0, bytes.length) < bytes.length) {
        return false;
      }
      hash = Fingerprint.of(bytes, bytes.length, bytes.length, block.end()).hash();
      there.put(block.length(), hash);
    }
    return hash == block.hash();
  }

  @Override
  public boolean isComparableTo(Collection<Fingerprint> blocks) {
    return true;
  }

  @Override
  public Fingerprint last() throws IOException {
    return Fingerprint.before(size(), handle);
  }
}
