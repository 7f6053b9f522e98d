package io.github.flumeaggregation.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class FormatsTest {
  @Test
  void unknownFormat_isAFaultAndReadingGoesOn() {
    Settings settings =
        Settings.of("WindowSink 'w'", Collections.singletonMap("format", "combind"));

    assertThat(Formats.read(settings).fields().index("status")).isNotNegative();
    assertThatThrownBy(settings::finish)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("format = 'combind': allowed is one of ")
        .hasMessageContaining("(did you mean 'combined'?)");
  }

  @Test
  void unknownField_isRefusedWithTheNearest() {
    Fields fields = Formats.read(Settings.of("test", Collections.emptyMap())).fields();

    assertThatThrownBy(() -> fields.index("statsu"))
        .isInstanceOf(UnknownFieldException.class)
        .hasMessage(
            "unknown field 'statsu' (did you mean 'status'?); fields are client, ident, user, time,"
                + " request, method, path, query, protocol, status, bytes, referer, agent");
  }

  @Test
  void statusAndBytes_areNumbersAndTheRestIsText() {
    Fields fields = Formats.read(Settings.of("test", Collections.emptyMap())).fields();

    assertThat(fields.type(fields.index("status"))).isEqualTo(Fields.Type.NUMBER);
    assertThat(fields.type(fields.index("bytes"))).isEqualTo(Fields.Type.NUMBER);
    assertThat(fields.type(fields.index("path"))).isEqualTo(Fields.Type.TEXT);
    assertThat(fields.type(fields.index("agent"))).isEqualTo(Fields.Type.TEXT);
  }
}
