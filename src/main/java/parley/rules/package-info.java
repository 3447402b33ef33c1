/// The law book as pure functions: no clock, no database, no logging. Numbers `R…` are the rules of the product.
@NullMarked
package parley.rules;

import org.jspecify.annotations.NullMarked;
