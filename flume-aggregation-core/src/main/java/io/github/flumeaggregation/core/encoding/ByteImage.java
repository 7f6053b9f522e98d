package io.github.flumeaggregation.core.encoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What something writes at one moment, to be written at a later one, by another thread if need be.
 *
 * <p>Idea: most of it need not be made into bytes at that moment. Whoever writes much, and can keep
 * what it is made of as it is for little, {@linkplain ByteWriter#putOff puts it off}; everything
 * else is kept as bytes. The bytes are the same as without an image.
 */
public final class ByteImage {
  private final List<Consumer<ByteWriter>> parts = new ArrayList<>();

  private ByteImage() {}

  /** An image of what {@code content} writes now. */
  public static ByteImage of(Consumer<ByteWriter> content) {
    ByteImage image = new ByteImage();
    ByteWriter out = new ByteWriter(image);
    content.accept(out);
    out.flush();
    return image;
  }

  /** Writes it. */
  public void writeTo(ByteWriter out) {
    parts.forEach(part -> part.accept(out));
  }

  void add(Consumer<ByteWriter> part) {
    parts.add(part);
  }

  void add(byte[] bytes, int length) {
    byte[] copy = Arrays.copyOf(bytes, length);
    add(out -> out.writeRaw(copy));
  }
}
