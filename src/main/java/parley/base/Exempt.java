package parley.base;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Leaves a file out of the law that a file fits in one sitting.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface Exempt {

    /// Why splitting it would make it harder to read.
    String because();
}
