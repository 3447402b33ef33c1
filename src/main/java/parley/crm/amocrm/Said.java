package parley.crm.amocrm;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// What the account says, in its own spelling. Ids are numbers there and text here; times are seconds.
final class Said {

    private static final JsonMapper MAPPER = Json.tolerant()
            .rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Said() {}

    static <T> T as(Class<T> type, JsonNode json) {
        return MAPPER.treeToValue(json, type);
    }

    record User(
            String id,
            @Nullable String name,
            @Nullable String email,
            @Nullable Rights rights) {}

    record Rights(boolean isActive) {}

    record Status(String id, String name, @Nullable String color, int type) {}

    record Value(@Nullable String value) {}

    record Field(
            @Nullable String fieldId,
            @Nullable String fieldCode,
            @Nullable List<Value> values) {

        List<String> texts() {
            return values == null
                    ? List.of()
                    : values.stream()
                            .map(one -> one.value() == null ? "" : one.value())
                            .filter(text -> !text.isBlank())
                            .toList();
        }
    }

    record Link(String id, @Nullable Boolean isMain) {}

    record Embedded(@Nullable List<Link> leads, @Nullable List<Link> contacts) {}

    record Contact(
            String id,
            @Nullable String name,
            @Nullable String responsibleUserId,
            long updatedAt,
            boolean isDeleted,
            @Nullable List<Field> customFieldsValues,
            @JsonProperty("_embedded") @Nullable Embedded embedded) {}

    record Lead(
            String id,
            @Nullable String name,
            @Nullable String price,
            @Nullable String responsibleUserId,
            String pipelineId,
            String statusId,
            long createdAt,
            @Nullable Long closedAt,
            boolean isDeleted,
            @Nullable List<Field> customFieldsValues,
            @JsonProperty("_embedded") @Nullable Embedded embedded) {}

    /// @param uid by which it is accepted
    /// @param sourceUid the key under which it was made
    record Unsorted(
            String uid,
            @Nullable String sourceUid,
            @JsonProperty("_embedded") @Nullable Embedded embedded) {}

    record Event(String id, String type, String entityId, String entityType, long createdAt) {}
}
