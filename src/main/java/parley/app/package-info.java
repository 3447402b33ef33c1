/// The roof: reads the configuration, wires the rooms by hand and runs them. {@link parley.app.Parley} is the map of
/// who stands on whom.
@NullMarked
package parley.app;

import org.jspecify.annotations.NullMarked;
