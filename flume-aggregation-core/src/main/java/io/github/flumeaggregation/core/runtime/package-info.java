/** What the parts say of the JVM that they run in. */
package io.github.flumeaggregation.core.runtime;
