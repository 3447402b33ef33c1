package parley.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import parley.auth.Auth;
import parley.auth.Frames;
import parley.auth.Viewer;
import parley.platform.Database;
import parley.platform.Media;

/// What every request passes: its trace, who asks, whether a write comes from our own page. What every answer gets:
/// the headers, and an error in one shape. Breakages are logged here, once.
final class Gate {

    private static final Logger LOG = System.getLogger(Gate.class.getName());
    private static final String BEARER = "Bearer ";
    private static final HeaderName TRACE = HeaderNames.create("X-Trace-Id");

    private final Auth auth;
    private final HttpConfig config;
    private final RandomGenerator random;
    private volatile SecurityHeaders security = SecurityHeaders.of("", false);

    Gate(Auth auth, HttpConfig config, RandomGenerator random) {
        this.auth = auth;
        this.config = config;
        this.random = random;
    }

    /// @param route as it stands in {@link Routes}: logs name it, never the address, which may hold a key
    Handler handler(Door door, String route, Page page) {
        return (request, response) -> {
            var asked = new Asked(request, config, trace());
            send(asked, request, response, answer(door, route, page, asked));
        };
    }

    private Answer answer(Door door, String route, Page page, Asked asked) {
        try {
            pass(door, asked);
            return page.answer(asked);
        } catch (Refused refused) {
            return refused.answer();
        } catch (IOException | RuntimeException problem) {
            return broken(route, asked, problem);
        }
    }

    private Answer broken(String route, Asked asked, Exception problem) {
        var what = asked.method() + " " + route + " trace=" + asked.trace();
        if (Database.isPassing(problem)) {
            LOG.log(Level.WARNING, what + ": the database is away or busy: " + problem.getMessage());
            return unavailable(1 + random.nextInt(5));
        }
        if (problem instanceof Media.NotTaken) {
            LOG.log(Level.ERROR, what + ": " + problem.getMessage());
            return unavailable(1 + random.nextInt(5));
        }
        LOG.log(Level.ERROR, what, problem);
        return Answer.error(500, "broken", "Something broke. Code: " + asked.trace());
    }

    /// @param seconds differ from answer to answer, so that those who were refused together do not return together
    static Answer unavailable(long seconds) {
        return Answer.error(503, "unavailable", "Parley cannot do this at the moment. Try again soon.")
                .with("Retry-After", Long.toString(seconds));
    }

    private void pass(Door door, Asked asked) {
        if (door == Door.OPEN) {
            return;
        }
        var bearer = asked.header("Authorization").filter(value -> value.startsWith(BEARER));
        if (bearer.isPresent()) {
            token(door, asked, bearer.get().substring(BEARER.length()));
            return;
        }
        if (isWrite(asked) && !(asked.header("X-Parley").orElse("").equals("1") && asked.isFromOwnPage())) {
            throw Refused.with(
                    403, "foreign_page", "Writes come from Parley's own pages, with the header X-Parley: 1.");
        }
        auth(asked);
        if (door != Door.FORM && asked.visitor().isEmpty()) {
            throw Refused.with(401, "signed_out", "Sign in first.");
        }
        if (door == Door.ADMINISTRATOR && !asked.viewer().administrator()) {
            throw Refused.with(403, "administrators_only", "Only an administrator may do this.");
        }
    }

    private void auth(Asked asked) {
        asked.cookie(SessionCookie.name(asked.isSecure()))
                .flatMap(auth.sessions::find)
                .ifPresent(asked::isFrom);
    }

    /// Other sites cannot send one along: no check of the page is needed.
    private void token(Door door, Asked asked, String secret) {
        if (!secret.startsWith(Frames.PREFIX)) {
            asked.isFrom(program(door, secret));
            return;
        }
        var window = auth.frames.find(secret).orElseThrow(() -> Refused.with(401, "window_over", "Open it anew."));
        if (door != Door.WINDOW && door != Door.FORM) {
            throw Refused.with(403, "scope", "A window inside a CRM may not do this.");
        }
        asked.isFrom(window);
    }

    private Viewer program(Door door, String secret) {
        var program = auth.apiKeys
                .find(secret)
                .orElseThrow(() -> Refused.with(401, "wrong_key", "This API key is unknown or revoked."));
        if (door != Door.ADMINISTRATOR || !program.scopes().contains("admin")) {
            throw Refused.with(403, "scope", "This API key may not do this.");
        }
        return new Viewer(program.account(), Viewer.PROGRAM, null, true, program.name(), "en");
    }

    private static boolean isWrite(Asked asked) {
        return switch (asked.method()) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }

    private void send(Asked asked, ServerRequest request, ServerResponse response, Answer answer) {
        security(asked).lines().forEach(response::header);
        response.header(TRACE, asked.trace());
        answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        response.status(answer.status());
        var isHead = request.prologue().method().text().equals("HEAD");
        switch (answer.body()) {
            case Answer.Body.Bytes(var bytes) -> response.send(isHead ? new byte[0] : bytes);
            case Answer.Body.Stream(var length, var writer) -> {
                if (isHead) {
                    response.contentLength(length);
                    response.send();
                } else {
                    stream(response, length, writer);
                }
            }
        }
    }

    /// Nearly always those of the answer before: who comes by another name gets his own.
    private SecurityHeaders security(Asked asked) {
        var host = asked.host();
        var secure = asked.isSecure();
        var known = security;
        if (!known.areFor(host, secure)) {
            known = SecurityHeaders.of(host, secure);
            security = known;
        }
        return known;
    }

    private static void stream(ServerResponse response, long length, Answer.Writer writer) {
        response.contentLength(length);
        try (OutputStream out = response.outputStream()) {
            writer.write(out);
        } catch (IOException e) {
            // The other side has gone, or the file has: the length was promised, so the line breaks here.
            throw new UncheckedIOException(e);
        }
    }

    private String trace() {
        var bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).toLowerCase(Locale.ROOT);
    }
}
