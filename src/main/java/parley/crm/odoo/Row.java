package parley.crm.odoo;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One record as Odoo writes it: what is empty is `false`, times are UTC without saying so, another record is
/// `[id, name]`.
record Row(JsonNode json) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    static String time(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC).format(TIME);
    }

    long id() {
        return json.path("id").asLong();
    }

    @Nullable
    String text(String field) {
        var value = json.path(field);
        return value.isString() && !value.asString().isEmpty() ? value.asString() : null;
    }

    String textOrEmpty(String field) {
        var value = text(field);
        return value == null ? "" : value;
    }

    boolean flag(String field) {
        return json.path(field).asBoolean(false);
    }

    /// The id of the record that the field points to.
    @Nullable
    Long reference(String field) {
        var value = json.path(field);
        return value.isArray() && !value.isEmpty() ? (Long) value.get(0).asLong() : null;
    }

    @Nullable
    Instant at(String field) {
        var value = text(field);
        return value == null ? null : LocalDateTime.parse(value, TIME).toInstant(ZoneOffset.UTC);
    }

    Instant writtenAt() {
        var at = at("write_date");
        return at == null ? Instant.EPOCH : at;
    }
}
