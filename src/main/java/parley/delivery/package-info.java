/// The way out: what employees write, change and take back, from the button to the messenger's answer.
@NullMarked
package parley.delivery;

import org.jspecify.annotations.NullMarked;
