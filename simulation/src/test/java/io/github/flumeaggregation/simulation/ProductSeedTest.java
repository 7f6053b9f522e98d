package io.github.flumeaggregation.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProductSeedTest {
  @Test
  void sameProduct_hasTheSameSeed() {
    assertThat(ProductSeed.first()).isEqualTo(ProductSeed.first()).isGreaterThan(1L << 46);
  }

  @Test
  void anyChange_givesAnother() {
    SortedMap<String, byte[]> product = new TreeMap<>(Map.of("A", new byte[] {1, 2}));
    long before = ProductSeed.of(product);
    product.put("A", new byte[] {1, 3});
    long changed = ProductSeed.of(product);
    product.put("B", new byte[] {});
    assertThat(ProductSeed.of(product)).isNotIn(before, changed);
    assertThat(changed).isNotEqualTo(before);
  }
}
