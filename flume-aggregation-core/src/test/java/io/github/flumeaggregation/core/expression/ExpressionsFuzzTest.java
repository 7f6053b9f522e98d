package io.github.flumeaggregation.core.expression;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.flumeaggregation.core.record.Record;
import java.nio.charset.StandardCharsets;

/** Whatever the text is: it compiles to something that can be evaluated, or the fault is named. */
class ExpressionsFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void condition(FuzzedDataProvider data) {
    String text = data.consumeString(300);
    TestFields fields = new TestFields();
    Condition condition;
    try {
      condition = Conditions.compile(text, fields);
      Conditions.suspicions(text);
    } catch (ExpressionException e) {
      return;
    }
    Record record = new Record(20);
    condition.test(record);
    byte[] value = data.consumeRemainingAsString().getBytes(StandardCharsets.UTF_8);
    for (int field = 0; field < 20; field++) {
      record.set(field, value, 0, value.length);
    }
    condition.test(record);
  }

  @FuzzTest(maxDuration = "20s")
  void valueOfALine(FuzzedDataProvider data) {
    Evaluator evaluator;
    try {
      evaluator = new Evaluator(data.consumeString(300));
    } catch (ExpressionException e) {
      return;
    }
    evaluator.at(Evaluator.NO_TIME);
    byte[] value = data.consumeBytes(200);
    evaluator.at(data.consumeLong(), value, value, data.consumeRemainingAsBytes());
  }

  @FuzzTest(maxDuration = "20s")
  void computeList(FuzzedDataProvider data) {
    try {
      ComputeList.parse(data.consumeRemainingAsString(), new TestFields());
    } catch (ExpressionException e) {
      // The declared fault.
    }
  }
}
