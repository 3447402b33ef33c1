package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.platform.GuardedHttp.Outcome;

@DisplayName("Webhooks on the wire")
class SignedPostsTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private volatile String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (var line = server.accept()) {
                    var bytes = new byte[16 << 10];
                    heard.add(new String(bytes, 0, line.getInputStream().read(bytes), StandardCharsets.UTF_8));
                    line.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                    if (answer.isEmpty()) {
                        // Silence, until the other side has had enough.
                        line.getInputStream().read();
                    }
                } catch (IOException _) {
                    // The next one.
                }
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Outcome send(String host, Set<String> allowed, Duration most) {
        return send(host, server.getLocalPort(), allowed, most);
    }

    private static Outcome send(String host, int port, Set<String> allowed, Duration most) {
        var clock = InstantSource.fixed(Instant.ofEpochSecond(1_614_265_330));
        var address = URI.create("http://" + host + ":" + port + "/told?key=a%20b");
        var body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        return new SignedPosts(new GuardedHttp(allowed), clock)
                .send(new SignedPosts.Post(
                        address, "msg_p5jXN8AQM9LWM0D4loKWxJek", body, List.of(SECRET), "crm-key-of-16-letters", most));
    }

    private Outcome send() {
        return send("127.0.0.1", Set.of("127.0.0.1"), Duration.ofSeconds(5));
    }

    /// The vector of the specification.
    @Test
    void itIsSignedAsTheSpecificationSays() throws Exception {
        var answered = assertInstanceOf(Outcome.Answered.class, send());

        assertEquals("ok", new String(answered.body(), StandardCharsets.UTF_8));
        var request = heard.poll(5, TimeUnit.SECONDS);
        assertTrue(request.startsWith("POST /told?key=a%20b HTTP/1.1\r\nHost: 127.0.0.1:"), request);
        assertTrue(
                request.contains("\r\nwebhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=\r\n"),
                request);
        assertTrue(request.contains("\r\nAuthorization: Bearer crm-key-of-16-letters\r\n"), request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433"})
    void theOwnNetworkIsNotCalledUnlessItIsNamed(String host) {
        assertInstanceOf(Outcome.Forbidden.class, send(host, Set.of(), Duration.ofSeconds(5)));
        assertTrue(heard.isEmpty());
    }

    /// Such an address can be typed, by administrators and programs: it must not break whoever calls it.
    @Test
    void aPortThatNoLineHasIsForbidden() {
        var calls = new GuardedHttp(Set.of("127.0.0.1"));
        var call = new GuardedHttp.Call("GET", URI.create("http://127.0.0.1:99999/a"), Map.of(), new byte[0]);
        var limits = new GuardedHttp.Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

        assertEquals(new Outcome.Forbidden(), calls.send(call, limits));
    }

    @Test
    void aRedirectIsAnAnswer() {
        answer = "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n";

        assertEquals(302, assertInstanceOf(Outcome.Answered.class, send()).status());
        assertEquals(1, heard.size());
    }

    @Test
    void chunksArePutTogetherAndWhatComesBeforeTheAnswerIsPassedOver() {
        answer = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "4;a=b\r\n{\"id\r\n3\r\n\":1\r\n1\r\n}\r\n0\r\n\r\n";

        var answered = assertInstanceOf(Outcome.Answered.class, send());

        assertEquals(201, answered.status());
        assertEquals("{\"id\":1}", new String(answered.body(), StandardCharsets.UTF_8));
    }

    @Test
    void anAnswerWithoutEndIsReadToItsLimit() {
        answer = "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(200_000);

        assertEquals(64 << 10, assertInstanceOf(Outcome.Answered.class, send()).body().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", "HTTP/1.1 20"})
    void whatIsNoWholeAnswerLeavesOpenWhatHasHappened(String broken) {
        answer = broken;

        assertEquals(new Outcome.Lost(false), send());
    }

    @Test
    void nobodyWaitsLongerThanHeMust() {
        answer = "";

        assertEquals(new Outcome.Lost(true), send("127.0.0.1", Set.of("127.0.0.1"), Duration.ofMillis(200)));
    }

    @Test
    void whereNobodyListensNothingWasSent() throws IOException {
        try (var silent = new Socket()) {
            // Taken, so that nobody else gets the port, and not listened to.
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            assertEquals(
                    new Outcome.Unreachable("connect"),
                    send("127.0.0.1", silent.getLocalPort(), Set.of("127.0.0.1"), Duration.ofSeconds(5)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://x.example", "no address", "https://me:pw@x.example", "", "https:///path", "//x.example"})
    void whatIsNoAddressIsNone(String typed) {
        assertTrue(SignedPosts.address(typed).isEmpty());
    }
}
