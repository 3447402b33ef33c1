package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import parley.channel.ChannelType;
import parley.story.Hub;
import tools.jackson.databind.JsonNode;

/// A company whose own CRM is connected by API.
final class ApiCompany implements AutoCloseable {

    final Hub hub;
    final Crm crm;

    ApiCompany() {
        this(List.of());
    }

    /// @param keys as on the command line
    ApiCompany(List<String> keys, ChannelType... channels) {
        hub = Hub.start(keys, channels);
        assertEquals(
                204, hub.owner().delete("/integrations/" + hub.integration()).status());
        var connected = hub.owner().post("/integrations", "{\"crm\":\"api\",\"fields\":{}}");
        assertEquals(200, connected.status(), connected.toString());
        crm = Crm.of(hub, "full");
    }

    /// Must succeed with `{}`.
    void sends(String path, String body) {
        var answer = crm.post(path, body);
        assertEquals(200, answer.status(), answer.toString());
        assertEquals("{}", answer.text());
    }

    JsonNode reads(String path) {
        var answer = crm.get(path);
        assertEquals(200, answer.status(), answer.toString());
        return answer.json();
    }

    void refresh() {
        var done = hub.owner().post("/integrations/" + hub.integration() + "/refresh", "{}");
        assertEquals(200, done.status(), done.toString());
    }

    @Override
    public void close() {
        hub.close();
    }
}
