package io.github.flumeaggregation.window.files;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.window.state.DurableEngine;
import io.github.flumeaggregation.window.state.StateConfig;
import io.github.flumeaggregation.window.state.States;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** What the settings of a sink say of its state, and of its files. */
public record FilesSettings(StateConfig state, @Nullable FilesConfig files) {
  /** Those of a sink called {@code w}. */
  public static FilesSettings of(Map<String, String> values) {
    StateConfig state = States.config(values);
    Settings settings = Settings.of("WindowSink 'w'", values);
    FilesConfig files = FilesConfig.read(settings, state.maxPendingRows);
    for (String key : values.keySet()) {
      if (!key.startsWith("files.")) {
        settings.ignore(key);
      }
    }
    settings.finish();
    return new FilesSettings(state, files);
  }

  /** Delivers as they say. */
  public FileDelivery delivery(FileStore.Opener opener) {
    return new FileDelivery(state.job, files, opener);
  }

  /** Makes files of the oldest rows, of which there must be some. */
  public static void deliver(FileDelivery delivery, DurableEngine engine)
      throws IOException, InterruptedException {
    delivery.deliverNext(engine);
  }

  /** After a failure, as the thread of the files does. */
  public static void closeStore(FileDelivery delivery) {
    try {
      delivery.closeStore();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives everything up. */
  public static void close(FileDelivery delivery) {
    try {
      delivery.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
