package parley.http;

import java.io.IOException;

/// What stands behind a route.
@FunctionalInterface
interface Page {
    Answer answer(Asked asked) throws IOException;
}
