package parley.channel.telegram;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.json.JsonMapper;

/// Telegram's JSON: its spelling (`message_id`), and a field of another shape than documented is a field that is not
/// there. One odd field must not cost the client's message.
final class BotJson {

    private static final JsonMapper MAPPER = Json.tolerant()
            .rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT)
            .addHandler(new OddIsAbsent())
            .build();

    private BotJson() {}

    /// Empty when it is no JSON.
    static Optional<JsonNode> tree(byte[] body) {
        try {
            var tree = Json.tree(body);
            return tree == null || tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /// Empty when it is no object.
    static <T> Optional<T> as(@Nullable JsonNode tree, Class<T> type) {
        if (tree == null || !tree.isObject()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(MAPPER.treeToValue(tree, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static final class OddIsAbsent extends DeserializationProblemHandler {

        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context, JavaType type, JsonToken token, JsonParser parser, String why) {
            parser.skipChildren();
            return null;
        }

        @Override
        public @Nullable Object handleMissingInstantiator(
                DeserializationContext context,
                Class<?> type,
                ValueInstantiator instantiator,
                JsonParser parser,
                String why) {
            parser.skipChildren();
            return null;
        }

        @Override
        public @Nullable Object handleWeirdStringValue(
                DeserializationContext context, Class<?> type, String value, String why) {
            return null;
        }

        @Override
        public @Nullable Object handleWeirdNumberValue(
                DeserializationContext context, Class<?> type, Number value, String why) {
            return null;
        }
    }
}
