package io.github.flumeaggregation.core.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteImageTest {
  private static byte[] bytes(ByteImage image) {
    ByteWriter out = new ByteWriter();
    image.writeTo(out);
    return out.toBytes();
  }

  @Test
  void partPutOff_standsWhereItWasPutAndIsAskedWhenTheImageIsWritten() {
    List<String> asked = new ArrayList<>();
    ByteImage image =
        ByteImage.of(
            out -> {
              out.writeString("before");
              out.putOff(later -> later.writeString("part, after " + asked));
              out.writeString("behind");
            });
    asked.add("this");

    ByteReader in = new ByteReader(bytes(image));
    assertThat(in.readString()).isEqualTo("before");
    assertThat(in.readString()).isEqualTo("part, after [this]");
    assertThat(in.readString()).isEqualTo("behind");
    assertThat(in.atEnd()).isTrue();
  }

  @Test
  void moreThanAPiece_isWrittenAsWithoutAnImage() {
    byte[] large = new byte[200_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31);
    }
    ByteWriter plain = new ByteWriter();
    write(large, plain);

    assertThat(bytes(ByteImage.of(out -> write(large, out)))).isEqualTo(plain.toBytes());
  }

  private static void write(byte[] large, ByteWriter out) {
    for (int i = 0; i < 20_000; i++) {
      out.writeLong(i);
    }
    out.writeBytes(large, 0, large.length).writeRaw(large).writeByte(1);
  }

  @Test
  void contentThatChangesBehindAnImage_doesNotChangeIt() {
    byte[] content = {1, 2, 3};
    ByteImage image = ByteImage.of(out -> out.writeRaw(content));
    content[0] = 9;

    assertThat(bytes(image)).containsExactly(1, 2, 3);
  }

  @Test
  void writerOfNoImage_putsNothingOff() {
    ByteWriter out = new ByteWriter();

    assertThat(out.isOfImage()).isFalse();
    assertThatThrownBy(() -> out.putOff(later -> {})).isInstanceOf(IllegalStateException.class);
  }
}
