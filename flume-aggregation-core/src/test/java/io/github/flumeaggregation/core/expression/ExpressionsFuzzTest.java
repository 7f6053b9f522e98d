package io.github.flumeaggregation.core.expression;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.flumeaggregation.core.record.Record;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Whatever the text is: it compiles to something that can be evaluated, or the fault is named. */
@Tag("search")
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

  /** What is computed of columns, and the bounds of histograms, in a row of any values. */
  @FuzzTest(maxDuration = "20s")
  void columns(FuzzedDataProvider data) {
    String more = data.consumeString(200);
    byte[] value = data.consumeRemainingAsBytes();
    ColumnFields columns;
    List<Call> calls;
    try {
      calls =
          ComputeList.parse(
              "count, histogram(bytes, 0.1, 5) as h, first(path) as f, " + more, new TestFields());
      columns = new ColumnFields(calls);
      Conditions.compile("h.le.0.1 / count > 0.5", columns);
      Conditions.compile(more, columns);
    } catch (ExpressionException e) {
      return;
    }
    Record row = new Record(calls.size());
    for (int i = 0; i < calls.size(); i++) {
      row.set(i, value, 0, value.length);
    }
    for (Call call : calls) {
      Formula formula = call.formula();
      if (formula != null) {
        formula.number().of(row);
      }
    }
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
