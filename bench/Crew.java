import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import parley.platform.Json;
import tools.jackson.databind.node.ObjectNode;

/// A company of many employees whose CRM comes by API: each is responsible for one client, and each has a window inside
/// the CRM.
final class Crew {

    private static final int BATCH = 100;

    private final Hub hub;
    private final int size;
    private final String bearer;
    private final List<String> access = new ArrayList<>();

    private Crew(Hub hub, int size, String bearer) {
        this.hub = hub;
        this.size = size;
        this.bearer = bearer;
    }

    static Crew hire(Hub hub, int size) throws Exception {
        var integration =
                hub.read("/api/v1/integrations").path("rows").path(0).path("id").asString();
        hub.send("DELETE", "/api/v1/integrations/" + integration, "{}");
        hub.send("POST", "/api/v1/integrations", "{\"crm\":\"api\",\"fields\":{}}");
        var made = hub.send("POST", "/api/v1/api-keys", """
            {"name":"Bench","scopes":["full"],"origins":["https://crm.example.com"]}\
            """);
        var crew = new Crew(
                hub, size, "Bearer " + Json.tree(made.body()).path("secret").asString());
        crew.upload("/v3/users", number -> "{\"id\":\"u-%d\",\"name\":\"Employee %d\"}".formatted(number, number));
        hub.call(
                "POST",
                "/v3/pipelines",
                crew.bearer,
                "[{\"id\":\"p1\",\"name\":\"Sales\",\"stages\":[{\"id\":\"s1\",\"name\":\"New\"}]}]");
        crew.upload("/v3/contacts", number -> """
            {"id":"c-%d","responsibleUserId":"u-%d","name":"Client %d","uri":"https://crm.example.com/contacts/%d",\
            "contactData":[{"chatType":"telegram","chatId":"%d"}]}\
            """.formatted(number, number, number, number, number));
        hub.send("POST", crew.path() + "/refresh", "{}");
        return crew;
    }

    private void upload(String path, IntFunction<String> one) throws Exception {
        for (int from = 1; from <= size; from += BATCH) {
            var rows = IntStream.range(from, Math.min(size + 1, from + BATCH)).mapToObj(one);
            hub.call("POST", path, bearer, rows.collect(Collectors.joining(",", "[", "]")));
        }
    }

    private String path() throws Exception {
        return "/api/v1/integrations/"
                + hub.read("/api/v1/integrations")
                        .path("rows")
                        .path(0)
                        .path("id")
                        .asString();
    }

    /// Each gets his role on every channel, with the right to write. Answers when that was saved.
    ///
    /// @param role empty for whoever has none
    long become(IntFunction<String> role) throws Exception {
        var settings = (ObjectNode) hub.read(path() + "/settings");
        settings.remove(List.of(
                "integration", "crm", "connected", "employees", "pipelines", "turns", "capabilities", "refreshedAt"));
        settings.put("timeline", "OFF");
        settings.putObject("defaultChannel");
        settings.path("channels").forEach(one -> {
            var channel = (ObjectNode) one;
            channel.put("ticked", true);
            var roles = channel.putObject("roles");
            var rights = channel.putObject("access");
            for (int number = 1; number <= size; number++) {
                if (!role.apply(number).isEmpty()) {
                    roles.putObject("u-" + number).put("role", role.apply(number)).put("receivesNewClients", false);
                    rights.put("u-" + number, "WRITE");
                }
            }
            ((ObjectNode) channel.path("newClients")).put("pipeline", "p1").put("stage", "s1");
        });
        hub.send("PUT", path() + "/settings", Json.write(settings));
        return System.nanoTime();
    }

    /// Everybody opens a window inside the CRM.
    void comeIn() throws Exception {
        for (int number = 1; number <= size; number++) {
            access.add(window(number, "\"scope\":\"global\""));
        }
    }

    /// Opens a window of this employee and answers what lets it in.
    ///
    /// @param scope what it shows, as the public API spells it
    String window(int number, String scope) throws Exception {
        var link = Json.tree(hub.call("POST", "/v3/iframe", bearer, """
            {"user":{"id":"u-%d"},%s,"options":{"clientType":"bench"}}\
            """.formatted(number, scope))
                        .body())
                .path("url")
                .asString();
        var opened = hub.send("POST", "/api/v1/embed/session", """
            {"code":"%s","boot":false}\
            """.formatted(link.replaceFirst(".*#c=", "")));
        return "Bearer " + Json.tree(opened.body()).path("access").asString();
    }

    /// As the CRM itself calls.
    String bearer() {
        return bearer;
    }

    Tickets tickets() throws IOException {
        return new Tickets();
    }

    /// Fetches what lets a line in, once, over a line of its own.
    final class Tickets implements AutoCloseable {

        private final Socket socket = new Socket("127.0.0.1", hub.port);
        private final InputStream in = new BufferedInputStream(socket.getInputStream());

        private Tickets() throws IOException {
            socket.setTcpNoDelay(true);
        }

        /// For a window of this number; empty when the hub has too much to do.
        String of(int number) throws IOException {
            var asked = Load.post(
                    "/api/v1/stream/tickets",
                    "Authorization: " + access.get(number % size) + "\r\n",
                    "{}");
            socket.getOutputStream().write(asked);
            var answer = Load.answer(in);
            return answer.status() / 100 == 2 ? Json.tree(answer.body()).path("ticket").asString() : "";
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
