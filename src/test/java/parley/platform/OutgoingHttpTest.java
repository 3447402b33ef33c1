package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Calls to others")
class OutgoingHttpTest {

    private final AtomicInteger called = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            called.incrementAndGet();
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI at(String host) {
        return URI.create("http://" + host + ":" + server.getAddress().getPort() + "/");
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
        try (var client = OutgoingHttp.client(OutgoingHttp.Policy.TRUSTED)) {
            var answer = client.send(HttpRequest.newBuilder(at("127.0.0.1")).build(), BodyHandlers.discarding());
            assertEquals(302, answer.statusCode());
            assertEquals(1, called.get());
        }
    }

    /// Spellings under which our own machine has been reached elsewhere; `127.1` is no address for the JDK.
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0"})
    void aGuardedClientStaysOutOfOurOwnNetwork(String host) {
        try (var client = OutgoingHttp.client(OutgoingHttp.Policy.guarded(Set.of()))) {
            assertThrows(
                    IOException.class,
                    () -> client.send(HttpRequest.newBuilder(at(host)).build(), BodyHandlers.discarding()));
            assertEquals(0, called.get());
        }
    }

    @Test
    void whatAnAdministratorHasTypedMayBeCalled() throws Exception {
        try (var client = OutgoingHttp.client(OutgoingHttp.Policy.guarded(Set.of(at("localhost"))))) {
            assertEquals(
                    302,
                    client.send(HttpRequest.newBuilder(at("localhost")).build(), BodyHandlers.discarding())
                            .statusCode());
            assertThrows(
                    OutgoingHttp.Forbidden.class,
                    () -> client.send(HttpRequest.newBuilder(at("127.0.0.1")).build(), BodyHandlers.discarding()));
        }
    }

    @ParameterizedTest(name = "{0} public: {1}")
    @CsvSource(textBlock = """
        1.1.1.1, true
        172.15.255.255, true
        172.16.0.1, false
        100.64.0.1, false
        169.254.169.254, false
        192.168.1.1, false
        224.0.0.1, false
        255.255.255.255, false
        2606:4700::1111, true
        fe80::1, false
        fd00::1, false
        64:ff9b::7f00:1, false
        2002:7f00:1::, false
        ::, false
        """)
    void rangesThatAreSetApart(String address, boolean open) {
        assertEquals(open, PublicOnly.isPublic(InetAddress.ofLiteral(address)));
    }

    /// Whether a POST that broke had its effect is not known (R72).
    @Test
    void aPostIsSentOnce() throws Exception {
        var connections = new AtomicInteger();
        try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var client = OutgoingHttp.client(OutgoingHttp.Policy.TRUSTED)) {
            Thread.ofVirtual().start(() -> {
                while (!socket.isClosed()) {
                    try (var line = socket.accept()) {
                        connections.incrementAndGet();
                        line.getInputStream().read(new byte[4096]);
                    } catch (IOException _) {
                        return;
                    }
                }
            });
            var post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/"))
                    .POST(BodyPublishers.ofString("{}"))
                    .build();
            assertThrows(IOException.class, () -> client.send(post, BodyHandlers.discarding()));
            assertEquals(1, connections.get());
        }
    }

    @Test
    void nobodyWaitsForEver() throws Exception {
        var policy = new OutgoingHttp.Policy(Duration.ofSeconds(1), Duration.ofMillis(200), true, Set.of());
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var client = OutgoingHttp.client(policy)) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"))
                    .build();
            assertThrows(HttpTimeoutException.class, () -> client.send(request, BodyHandlers.discarding()));
        }
    }
}
