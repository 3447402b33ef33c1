package parley.http.v3;

/// What stands behind a route. Refuses by throwing a {@link Refusal}.
@FunctionalInterface
interface Page {
    Answer answer(Call call);
}
