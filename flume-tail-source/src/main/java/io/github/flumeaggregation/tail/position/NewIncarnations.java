package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.tail.file.FileHandle;
import io.github.flumeaggregation.tail.file.Fingerprint;
import java.io.IOException;
import java.util.Objects;

/** Makes an incarnation of a file that is none of those that are known. */
final class NewIncarnations {
  /** How far back from the end to look for the beginning of its last line. */
  private static final int SKIP_SCAN_BYTES = 64 << 10;

  /** How much of a new file is sampled before it is read. */
  private static final int FIRST_SAMPLE_BYTES = 16 << 10;

  private final StartSizes startSizes;
  private final String host;

  /**
   * @param host name of this host, part of every identity
   */
  NewIncarnations(StartSizes startSizes, String host) {
    this.startSizes = startSizes;
    this.host = host;
  }

  /** Takes the file for a new incarnation, of which the first bytes are not to be read. */
  Incarnation create(TailedFile file, long from) throws IOException {
    FileHandle handle = Objects.requireNonNull(file.handle());
    String id = Incarnation.newId(host, file.key());
    Incarnation created = new Incarnation(id, file.key(), file.path(), Fingerprint.ofHead(handle));
    created.bornAt(file.birthNanos());
    byte[] first = new byte[(int) Math.min(handle.size(), FIRST_SAMPLE_BYTES)];
    int length = handle.read(0, first, 0, first.length);
    created.evidence().samples().sampleLines(first, length);
    long startSize = startSizes.take(file.key());
    if (from > 0) {
      startAt(created, handle, from);
    } else if (startSize > 0) {
      skip(created, handle, file.isGzip() ? handle.size() : startSize);
    }
    return created;
  }

  private static void startAt(Incarnation created, FileHandle handle, long offset)
      throws IOException {
    created.delivered(offset);
    Fingerprint check = Fingerprint.before(offset, handle);
    created.evidence().checkedBy(check);
    created.evidence().samples().add(check);
  }

  /**
   * Begins where the last line of those first {@code size} bytes begins, if it had no end, or else
   * after it. A file that has become shorter has been written anew since.
   */
  private static void skip(Incarnation created, FileHandle handle, long size) throws IOException {
    if (handle.size() < size) {
      return;
    }
    byte[] bytes = new byte[(int) Math.min(size, SKIP_SCAN_BYTES)];
    int length = handle.read(size - bytes.length, bytes, 0, bytes.length);
    int end = length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    int start = end == 0 && size > bytes.length ? length : end;
    if (start > 0) {
      startAt(created, handle, size - bytes.length + start);
    }
  }
}
