package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.config.ContextParameters;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.window.row.AvroRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.conf.ConfigurationException;
import org.apache.flume.serialization.EventSerializer;

/**
 * Lets the stock HDFS and file_roll sinks write the rows of a window sink as Avro container files;
 * the schema is {@code WindowRow.avsc}. See docs/pipelines.md for its keys.
 */
public final class WindowRowAvroSerializer implements EventSerializer {
  private final OutputStream out;
  private final CodecFactory codec;
  private final int syncIntervalBytes;
  private final DataFileWriter<GenericRecord> writer =
      new DataFileWriter<>(new GenericDatumWriter<>(AvroRow.SCHEMA));

  private WindowRowAvroSerializer(OutputStream out, CodecFactory codec, int syncIntervalBytes) {
    this.out = out;
    this.codec = codec;
    this.syncIntervalBytes = syncIntervalBytes;
  }

  @Override
  public void afterCreate() throws IOException {
    writer.setCodec(codec).setSyncInterval(syncIntervalBytes).create(AvroRow.SCHEMA, out);
    // A file that nothing is written to is a valid one from its first byte on.
    writer.flush();
  }

  /** Never called, see {@link #supportsReopen}. */
  @Override
  public void afterReopen() {
    throw new UnsupportedOperationException("an Avro file cannot be appended to");
  }

  @Override
  public void write(Event event) throws IOException {
    writer.append(AvroRow.of(event.getHeaders(), event.getBody()));
  }

  /** Ends the block, so that a reader sees every event of the batch. */
  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  @Override
  public void beforeClose() throws IOException {
    writer.flush();
  }

  @Override
  public boolean supportsReopen() {
    return false;
  }

  /** Called by Flume. */
  public static final class Builder implements EventSerializer.Builder {
    private static final int MIN_SYNC_BYTES = 32;
    private static final int MAX_SYNC_BYTES = 1 << 30;

    @Override
    public EventSerializer build(Context context, OutputStream out) {
      Settings settings = Settings.of("WindowRowAvroSerializer", ContextParameters.of(context));
      CodecFactory codec = codec(settings);
      int syncIntervalBytes =
          settings.integer(
              "syncIntervalBytes",
              DataFileConstants.DEFAULT_SYNC_INTERVAL,
              MIN_SYNC_BYTES,
              MAX_SYNC_BYTES);
      try {
        settings.finish();
      } catch (SettingsException e) {
        throw new ConfigurationException(e.getMessage(), e);
      }
      return new WindowRowAvroSerializer(out, codec, syncIntervalBytes);
    }

    private static CodecFactory codec(Settings settings) {
      try {
        CodecFactory codec = CodecFactory.fromString(settings.text("compressionCodec", "deflate"));
        tryOut(codec);
        return codec;
      } catch (IOException | RuntimeException | Error e) {
        settings.fault(
            "compressionCodec",
            "allowed is a codec of Avro whose library the agent has; deflate, bzip2 and null always"
                + " work ("
                + e
                + ")");
        return CodecFactory.nullCodec();
      }
    }

    /** Avro knows codecs whose libraries are not there, or not of the version that it needs. */
    private static void tryOut(CodecFactory codec) throws IOException {
      try (DataFileWriter<GenericRecord> writer =
          new DataFileWriter<>(new GenericDatumWriter<>(AvroRow.SCHEMA))) {
        writer.setCodec(codec).create(AvroRow.SCHEMA, new ByteArrayOutputStream());
        writer.append(AvroRow.of(Collections.emptyMap(), new byte[0]));
      }
    }
  }
}
