package io.github.flumeaggregation.window.files;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.window.state.StateConfig;
import io.github.flumeaggregation.window.state.States;
import java.util.Map;

/** What the settings of a sink say of its state, and of its files. */
record FilesSettings(StateConfig state, @Nullable FilesConfig files) {
  static FilesSettings of(Map<String, String> values) {
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

  FileDelivery delivery(FileStore.Opener opener) {
    return new FileDelivery(state.job, files, opener);
  }
}
