package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** How rows are written to a file of their own. The same rows and name give the same bytes. */
public enum FileFormat {
  /** An Avro container file of {@link AvroRow}s. */
  AVRO {
    @Override
    @Nullable
    public String lack() {
      try {
        DataFileWriter.class.getMethod("create", Schema.class, OutputStream.class, byte[].class);
        return null;
      } catch (NoSuchMethodException e) {
        return "Avro 1.8 or newer, and this agent has "
            + DataFileWriter.class.getPackage().getImplementationVersion()
            + " in its lib folder, as Flume 1.9 does. Set it to json";
      }
    }

    @Override
    public void write(List<OutboxRow> rows, String name, OutputStream out) throws IOException {
      // Avro's own marker between blocks is a random one.
      UUID marker = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
      ByteBuffer sync = ByteBuffer.allocate(16);
      sync.putLong(marker.getMostSignificantBits()).putLong(marker.getLeastSignificantBits());
      DataFileWriter<GenericRecord> writer =
          new DataFileWriter<>(new GenericDatumWriter<>(AvroRow.SCHEMA));
      writer.setCodec(CodecFactory.fromString("deflate"));
      writer.create(AvroRow.SCHEMA, out, sync.array());
      for (OutboxRow row : rows) {
        writer.append(AvroRow.of(row.headers(), row.body()));
      }
      writer.flush();
    }
  },

  /** One JSON object to a line. */
  JSON {
    @Override
    public void write(List<OutboxRow> rows, String name, OutputStream out) throws IOException {
      for (OutboxRow row : rows) {
        out.write(row.body());
        out.write('\n');
      }
    }
  };

  /** What the agent's libraries lack for this format; null if nothing. */
  @Nullable
  public String lack() {
    return null;
  }

  /** Writes a whole file; the stream is flushed by the caller. */
  public abstract void write(List<OutboxRow> rows, String name, OutputStream out)
      throws IOException;

  /** As the configuration has it and as file names end. */
  public String word() {
    return this == AVRO ? "avro" : "json";
  }

  public static FileFormat of(String word) {
    return word.equals("json") ? JSON : AVRO;
  }
}
