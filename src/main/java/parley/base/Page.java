package parley.base;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A bounded piece of a longer list.
///
/// @param next what to ask for to get the following piece; absent at the end
public record Page<T>(List<T> rows, @Nullable String next) {

    public Page {
        rows = List.copyOf(rows);
    }
}
