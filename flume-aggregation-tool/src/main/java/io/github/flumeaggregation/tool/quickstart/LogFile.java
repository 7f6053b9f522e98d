package io.github.flumeaggregation.tool.quickstart;

import io.github.flumeaggregation.tool.log.LogInput;
import io.github.flumeaggregation.tool.log.ReadFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A log that is to be read, plain or compressed by gzip. */
final class LogFile {
  private static final int SAMPLE_LINES = 1000;
  private static final int BUFFER_BYTES = 1 << 16;

  final Path path;

  /** Lines that have an end. */
  final long lines;

  /** Whether bytes follow after the last end of a line. */
  final boolean hasUnfinishedLine;

  /** The first lines, without their ends. */
  final List<byte[]> head;

  /** The last complete line; empty if there is none. */
  final byte[] last;

  private LogFile(Path path, LineCounter counter) {
    this.path = path;
    this.lines = counter.lines;
    this.hasUnfinishedLine = counter.line.size() > 0;
    this.head = counter.head;
    this.last = counter.last;
  }

  /**
   * Reads a log from its beginning to its end.
   *
   * @throws QuickstartException if there is no such file, or it cannot be read
   */
  static LogFile read(Path path) throws QuickstartException {
    if (!Files.isRegularFile(path)) {
      throw new QuickstartException("there is no file '" + path + "'");
    }
    if (!Files.isReadable(path)) {
      throw new QuickstartException("'" + path + "' is not readable");
    }
    LineCounter counter = new LineCounter();
    try (InputStream in = LogInput.stream(path)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        counter.add(buffer, n);
      }
    } catch (IOException e) {
      throw new QuickstartException("'" + path + "' cannot be read: " + ReadFault.reason(e));
    }
    return new LogFile(path, counter);
  }

  /** Counts lines as {@code wc -l} does. */
  private static final class LineCounter {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<byte[]> head = new ArrayList<>();
    private byte[] last = {};
    private long lines;

    void add(byte[] buffer, int length) {
      int start = 0;
      for (int i = 0; i < length; i++) {
        if (buffer[i] == '\n') {
          line.write(buffer, start, i - start);
          end();
          start = i + 1;
        }
      }
      line.write(buffer, start, length - start);
    }

    private void end() {
      lines++;
      last = line.toByteArray();
      if (head.size() < SAMPLE_LINES) {
        head.add(last);
      }
      line.reset();
    }
  }
}
