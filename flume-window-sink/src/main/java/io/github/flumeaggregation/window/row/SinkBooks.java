package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;

/**
 * What became of every line that the sink has read since its state began: read = counted + unparsed
 * + duplicate + future.
 */
public final class SinkBooks {
  public long counted;
  public long unparsed;
  public long duplicate;
  public long future;

  private long emittedRead;
  private long revision;

  public long read() {
    return counted + unparsed + duplicate + future;
  }

  public void add(SinkBooks more) {
    counted += more.counted;
    unparsed += more.unparsed;
    duplicate += more.duplicate;
    future += more.future;
  }

  public void clear() {
    counted = 0;
    unparsed = 0;
    duplicate = 0;
    future = 0;
  }

  /** Whether anything was read since the last emission. */
  public boolean changed() {
    return read() != emittedRead;
  }

  /** The number of the emission that is made now. */
  long nextRevision() {
    emittedRead = read();
    return ++revision;
  }

  @Override
  public String toString() {
    return String.format(
        "read %d = counted %d + unparsed %d + duplicate %d + future %d",
        read(), counted, unparsed, duplicate, future);
  }

  public void encode(ByteWriter out) {
    out.writeUnsigned(counted).writeUnsigned(unparsed).writeUnsigned(duplicate);
    out.writeUnsigned(future).writeUnsigned(emittedRead).writeUnsigned(revision);
  }

  public void decode(ByteReader in) {
    counted = in.readUnsigned();
    unparsed = in.readUnsigned();
    duplicate = in.readUnsigned();
    future = in.readUnsigned();
    emittedRead = in.readUnsigned();
    revision = in.readUnsigned();
  }
}
