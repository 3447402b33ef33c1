package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.story.Hub;

/// Files that programs name by their address: section 5.2 of the contract.
class MessageFilesTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0};

    private static MessengerShop shop;
    private static HttpServer files;

    @BeforeAll
    static void open() throws IOException {
        shop = new MessengerShop(List.of("--webhook-hosts=127.0.0.1"));
        files = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        answers("/ok.png", 200, PNG);
        answers("/evil", 200, "<html>".getBytes());
        answers("/gone", 404, new byte[0]);
        answers("/big", 200, new byte[(10 << 20) + 1]);
        files.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/ok.png");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        files.start();
    }

    private static void answers(String path, int status, byte[] body) {
        files.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @AfterAll
    static void close() {
        files.stop(0);
        shop.close();
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
        PATH    | STATUS | PROBLEM
        /ok.png | sent   |
        /evil   | failed | wrong_kind
        /gone   | failed | file_unreachable
        /moved  | failed | file_unreachable
        /big    | failed | file_too_big
        """)
    void aFileIsFetchedBeforeItGoes(String path, String status, String problem) {
        var client = "790160000" + path.length() + (int) path.charAt(1) % 10;
        var uri = "http://127.0.0.1:" + files.getAddress().getPort() + path;

        assertEquals(
                201,
                shop.send(
                                "whatsapp",
                                "whatsapp",
                                ",\"chatId\":\"%s\",\"text\":\"\",\"contentUri\":\"%s\"".formatted(client, uri))
                        .status());

        Hub.await(status + ":" + (problem == null ? "" : problem), () -> {
            var chat = shop.mary.chats().stream()
                    .filter(row -> row.toString().contains(client))
                    .findFirst()
                    .orElseThrow();
            var row = shop.mary
                    .get("/chats/" + chat.path("id").asString() + "/messages?limit=5")
                    .json()
                    .path("rows")
                    .path(0);
            return row.path("status").asString() + ":"
                    + row.path("error").path("code").asString("");
        });
    }

    @Test
    void filesComeFromNowhereInTheOwnNetwork() {
        for (var uri :
                List.of("https://10.0.0.1/a", "http://example.com/a", "https://[::1]/a", "https://[::1]/a%00b.png")) {
            assertEquals(
                    201,
                    shop.send("whatsapp", "whatsapp", ",\"chatId\":\"79017770000\",\"contentUri\":\"" + uri + "\"")
                            .status());
        }
        Hub.await(Set.of("file_forbidden"), () -> {
            var chat = shop.mary.chats().stream()
                    .filter(row -> row.toString().contains("79017770000"))
                    .findFirst()
                    .orElseThrow();
            return shop.mary
                    .get("/chats/" + chat.path("id").asString() + "/messages?limit=5")
                    .json()
                    .path("rows")
                    .valueStream()
                    .map(row -> row.path("error").path("code").asString(""))
                    .collect(Collectors.toSet());
        });
    }
}
