/// Ids and values that every room speaks: nothing here knows a database, a clock or a messenger.
@NullMarked
package parley.base;

import org.jspecify.annotations.NullMarked;
