package parley.platform;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.ChatType;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.base.MessageId;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.Transport;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The one way to read and write JSON. Ids of room `base` are plain strings in it, instants are ISO-8601 in UTC.
///
/// Two readers: the tolerant one for what others send and for our own database, the strict one for our API, which
/// refuses unknown fields and doubled keys so that a typing mistake is heard of.
public final class Json {

    private static final int MAX_DEPTH = 60;
    private static final int MAX_STRING = 4 * 1024 * 1024;

    private static final JsonMapper TOLERANT = builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final JsonMapper STRICT = builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    public static String write(@Nullable Object value) {
        return TOLERANT.writeValueAsString(value);
    }

    public static byte[] bytes(@Nullable Object value) {
        return TOLERANT.writeValueAsBytes(value);
    }

    /// Throws `tools.jackson.core.JacksonException` when it is not JSON of this shape.
    public static <T> T read(String json, Class<T> type) {
        return TOLERANT.readValue(json, type);
    }

    public static <T> T read(byte[] json, Class<T> type) {
        return TOLERANT.readValue(json, type);
    }

    public static JsonNode tree(byte[] json) {
        return TOLERANT.readTree(json);
    }

    public static JsonNode tree(String json) {
        return TOLERANT.readTree(json);
    }

    /// Absent reads as empty.
    public static <T> List<T> readList(@Nullable String json, Class<T> type) {
        return json == null
                ? List.of()
                : TOLERANT.readValue(json, TOLERANT.getTypeFactory().constructCollectionType(List.class, type));
    }

    public static Map<String, String> readMap(@Nullable String json) {
        return json == null
                ? Map.of()
                : TOLERANT.readValue(
                        json, TOLERANT.getTypeFactory().constructMapType(Map.class, String.class, String.class));
    }

    /// The reader of our own API.
    public static JsonMapper strict() {
        return STRICT;
    }

    public static JsonMapper tolerant() {
        return TOLERANT;
    }

    private static JsonMapper.Builder builder() {
        var limits = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(MAX_STRING)
                .build();
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(limits).build())
                .addModule(ids());
    }

    private static SimpleModule ids() {
        var module = new SimpleModule("ids");
        number(module, AccountId.class, AccountId::new, AccountId::value);
        number(module, IntegrationId.class, IntegrationId::new, IntegrationId::value);
        number(module, ChannelId.class, ChannelId::new, ChannelId::value);
        number(module, ChatId.class, ChatId::new, ChatId::value);
        number(module, MessageId.class, MessageId::new, MessageId::value);
        text(module, EmployeeId.class, EmployeeId::new);
        text(module, ContactId.class, ContactId::new);
        text(module, DealId.class, DealId::new);
        text(module, PipelineId.class, PipelineId::new);
        text(module, StageId.class, StageId::new);
        text(module, Transport.class, Transport::new);
        text(module, ChatType.class, ChatType::new);
        return module;
    }

    private interface FromText<T> {
        T of(String text);
    }

    private interface FromNumber<T> {
        T of(long number);
    }

    private interface ToNumber<T> {
        long of(T id);
    }

    private static <T> void number(SimpleModule module, Class<T> type, FromNumber<T> read, ToNumber<T> value) {
        scalar(module, type, text -> read.of(Long.parseLong(text)), id -> Long.toString(value.of(id)));
    }

    private static <T> void text(SimpleModule module, Class<T> type, FromText<T> read) {
        scalar(module, type, read, Object::toString);
    }

    private interface ToText<T> {
        String of(T id);
    }

    private static <T> void scalar(SimpleModule module, Class<T> type, FromText<T> read, ToText<T> write) {
        module.addSerializer(type, new StdSerializer<T>(type) {
            @Override
            public void serialize(T id, JsonGenerator generator, SerializationContext context) {
                generator.writeString(write.of(id));
            }
        });
        module.addDeserializer(type, new StdDeserializer<T>(type) {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) {
                return read.of(parser.getValueAsString());
            }
        });
        module.addKeySerializer(type, new StdSerializer<T>(type) {
            @Override
            public void serialize(T id, JsonGenerator generator, SerializationContext context) {
                generator.writeName(write.of(id));
            }
        });
        module.addKeyDeserializer(type, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return read.of(key);
            }
        });
    }
}
