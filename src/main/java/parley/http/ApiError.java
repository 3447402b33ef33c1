package parley.http;

import java.util.List;
import java.util.Map;

/// The one shape of every refusal.
///
/// @param error a code that programs and screens go by
/// @param description a sentence for whoever reads the answer itself
/// @param fields all mistakes of what was sent, at once
/// @param args what the screen's text of this code needs
record ApiError(String error, String description, List<Field> fields, Map<String, Object> args) {

    ApiError {
        fields = List.copyOf(fields);
        args = Map.copyOf(args);
    }

    /// @param path of the field, with dots; empty for the whole
    record Field(String path, String code, Map<String, Object> args) {

        Field {
            args = Map.copyOf(args);
        }

        static Field of(String path, String code) {
            return new Field(path, code, Map.of());
        }
    }

    static ApiError of(String error, String description) {
        return new ApiError(error, description, List.of(), Map.of());
    }
}
