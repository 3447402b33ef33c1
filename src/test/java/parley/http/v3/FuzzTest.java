package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import parley.base.ChannelId;
import parley.base.PublicId;
import parley.platform.Json;
import parley.story.Hub;
import parley.story.PaperPost;
import tools.jackson.databind.node.ObjectNode;

/// A hundred thousand requests that somebody has spoiled: none breaks the hub, every answer has the contract's
/// shape, and what is refused has stored nothing.
///
/// Each round sends fresh ones, lets what was accepted come to rest, and sends a part of the refused again: the
/// database must not have changed by a bit.
class FuzzTest {

    private static final long SEED = 20_261_126;
    private static final int THREADS = 4;
    private static final int ROUNDS = 5;
    private static final int FRESH = 20_000;

    /// One refused request of so many is sent again: with all of them the test would take twice as long.
    private static final int REPEATED = 8;

    private static final String OURS = "/(v3|counters)([/?].*)?|/settings/?([?].*)?";

    private final List<String> broken = Collections.synchronizedList(new ArrayList<>());
    private final PaperPost post = new PaperPost(PaperPost.able("yes", null), "whatsapp");
    private final Map<String, Integer> answers = new TreeMap<>();

    @Test
    @Timeout(600)
    void spoiledRequestsBreakNothingAndStoreNothing() throws Exception {
        try (var company = new ApiCompany(List.of("--api-rate=1000000"), post)) {
            var seeds = seeds(company);
            for (int round = 0; round < ROUNDS; round++) {
                var fresh = new ArrayList<RawLine.Request>();
                var mutations = new Mutations(SEED + round);
                for (int one = 0; one < FRESH; one++) {
                    fresh.add(mutations.next(seeds));
                }
                var refused = send(company, fresh);
                assertEquals(List.of(), broken);
                repeat(company, part(refused, 0, REPEATED));
            }
            assertTrue(answers.getOrDefault("200", 0) > 1_000, "enough of them are right after all: " + answers);
        }
    }

    /// Some of them are right by now, because of what was stored meanwhile: so again, until all of a pass are refused.
    private void repeat(ApiCompany company, List<RawLine.Request> refused) throws Exception {
        var left = refused;
        while (true) {
            Hub.await("all has gone", () -> Stored.isAtRest(company.hub.database()));
            var before = Stored.of(company.hub.database());
            var again = send(company, left);
            if (again.size() == left.size()) {
                assertEquals(
                        Map.of(), Stored.difference(before, Stored.of(company.hub.database())), "tables that changed");
                return;
            }
            left = again;
        }
    }

    /// Answers those that were refused, in their order per line.
    private List<RawLine.Request> send(ApiCompany company, List<RawLine.Request> requests) throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var parts = new ArrayList<Future<List<RawLine.Request>>>();
            for (int part = 0; part < THREADS; part++) {
                var first = part;
                parts.add(threads.submit(() -> sendAll(company, part(requests, first, THREADS))));
            }
            var refused = new ArrayList<RawLine.Request>();
            for (var part : parts) {
                refused.addAll(part.get());
            }
            return refused;
        }
    }

    /// One of every `step` of them, from the first on.
    private static List<RawLine.Request> part(List<RawLine.Request> requests, int first, int step) {
        var part = new ArrayList<RawLine.Request>();
        for (int place = first; place < requests.size(); place += step) {
            part.add(requests.get(place));
        }
        return part;
    }

    private List<RawLine.Request> sendAll(ApiCompany company, List<RawLine.Request> requests) throws IOException {
        var refused = new ArrayList<RawLine.Request>();
        try (var line = new RawLine(company.hub.port())) {
            for (var request : requests) {
                var answer = line.send(request);
                check(request, answer);
                if (answer.status() >= 400 && !answer.body().contains("REPEATED_CRM_MESSAGE_ID")) {
                    refused.add(request);
                }
            }
        }
        return refused;
    }

    private void check(RawLine.Request request, RawLine.Answer answer) {
        synchronized (answers) {
            answers.merge(String.valueOf(answer.status()), 1, Integer::sum);
        }
        var fine = answer.status() >= 200 && answer.status() < 500;
        if (!request.method().equals("HEAD") && request.path().matches(OURS)) {
            fine &= "application/json; charset=utf-8".equals(answer.headers().get("content-type"));
            fine &= answer.status() < 400 ? isJson(answer.body()) : isEnvelope(answer);
        }
        if (!fine && broken.size() < 20) {
            broken.add(request + "\n    " + answer.status() + " " + answer.body());
        }
    }

    private static boolean isJson(String body) {
        return !Json.tree(body).isMissingNode();
    }

    private static boolean isEnvelope(RawLine.Answer answer) {
        var json = Json.tree(answer.body());
        var id = json.path("requestId").asString("");
        return answer.status() == json.path("status").asInt()
                && id.matches("[0-9a-f]{32}")
                && id.equals(answer.headers().get("trace-id"))
                && json.has("error")
                && !json.path("description").asString("").isBlank();
    }

    /// One right request for each route at least.
    private List<RawLine.Request> seeds(ApiCompany company) {
        var row = company.hub.connect(PaperPost.TYPE, "Shop", "{\"token\":\"shop\"}");
        company.sends("/v3/users", "[{\"id\":\"u-1\",\"name\":\"Tony\"},{\"id\":\"u-2\",\"name\":\"Mary\"}]");
        company.sends(
                "/v3/pipelines", "[{\"id\":\"p1\",\"name\":\"Sales\",\"stages\":[{\"id\":\"s1\",\"name\":\"New\"}]}]");
        company.refresh();
        company.hub.agree(document -> document.path("channels").forEach(one -> tick((ObjectNode) one)));
        var channel = PublicId.of(new ChannelId(row.path("id").asLong())).toString();
        var message = company.crm
                .post("/v3/message", """
                    {"channelId":"%s","chatType":"whatsapp","chatId":"79011112233","text":"Hello"}\
                    """.formatted(channel))
                .json()
                .path("messageId")
                .asString();
        var seeds = new ArrayList<RawLine.Request>();
        for (var line : SeedRequests.ALL
                .replace("CHANNEL", channel)
                .replace("MESSAGE", message)
                .split("\n")) {
            var parts = line.strip().split(" ", 3);
            seeds.add(new RawLine.Request(
                    parts[0],
                    parts[1].replace("KEY", company.crm.key()),
                    "Bearer " + company.crm.key(),
                    "application/json",
                    (parts.length < 3 ? "" : parts[2]).getBytes()));
        }
        return seeds;
    }

    private static void tick(ObjectNode channel) {
        channel.put("ticked", true);
        var newClients = (ObjectNode) channel.path("newClients");
        newClients.put("pipeline", "p1").put("stage", "s1");
    }
}
