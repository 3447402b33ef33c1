package parley.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import parley.platform.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Reads the bodies of our own API and tells where they are wrong.
final class StrictJson {

    private StrictJson() {}

    static <T> T read(byte[] body, Class<T> type) {
        try {
            T value = Json.strict().readValue(body, type);
            if (value == null) {
                throw malformed("", "required");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw malformed(path(e), "unknown_field");
        } catch (DatabindException e) {
            throw malformed(path(e), "wrong_type");
        } catch (JacksonException e) {
            throw malformed("", "no_json");
        }
    }

    private static Refused malformed(String path, String code) {
        return new Refused(Answer.json(
                400,
                new ApiError(
                        "malformed",
                        "The body is not what this address takes.",
                        List.of(ApiError.Field.of(path, code)),
                        Map.of())));
    }

    private static String path(DatabindException problem) {
        return problem.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? Integer.toString(step.getIndex()) : step.getPropertyName())
                .collect(Collectors.joining("."));
    }
}
