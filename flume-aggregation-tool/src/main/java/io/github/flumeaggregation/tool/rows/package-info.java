/** Rows and books as a sink gives them, and which of them count. */
package io.github.flumeaggregation.tool.rows;
