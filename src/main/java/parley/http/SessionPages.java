package parley.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.auth.Auth;
import parley.auth.FirstRun;
import parley.auth.Invitations;
import parley.auth.Mistake;
import parley.auth.SignIn;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.EmployeeId;

/// Coming in and going out: sign-in, the first run, invitations.
final class SessionPages {

    record Credentials(String email, String password) {}

    record SetUp(
            String token,
            String name,
            String email,
            String password,
            String company,
            String language,
            String zone,
            boolean demo) {

        FirstRun.Form form() {
            return new FirstRun.Form(name, email, password, company, language, zone);
        }
    }

    record Invite(
            @Nullable String employee,
            String email,
            String name,
            boolean administrator,
            @Nullable String language) {}

    record Acceptance(String token, String password) {}

    record Me(
            String login,
            String name,
            boolean administrator,
            @Nullable EmployeeId employee,
            String language) {

        static Me of(Viewer viewer) {
            return new Me(
                    Long.toString(viewer.login()),
                    viewer.name(),
                    viewer.administrator(),
                    viewer.employee(),
                    viewer.language());
        }
    }

    private final Auth auth;
    private final AccountId account;
    private final Founding founding;

    /// @param account the one company of this hub
    SessionPages(Auth auth, AccountId account, Founding founding) {
        this.auth = auth;
        this.account = account;
        this.founding = founding;
    }

    Answer who(Asked asked) {
        return Answer.ok(Me.of(asked.viewer()));
    }

    Answer signIn(Asked asked) {
        var typed = asked.json(Credentials.class);
        return switch (auth.signIn.attempt(typed.email(), typed.password(), asked.origin())) {
            case SignIn.Result.SignedIn(var token, var viewer) -> in(asked, token, viewer, 200);
            case SignIn.Result.Wrong() -> Answer.error(401, "wrong", "Wrong e-mail or password.");
            case SignIn.Result.Throttled(var wait) -> throttled(Math.max(1, wait.toSeconds()));
        };
    }

    private static Answer throttled(long seconds) {
        record Throttled(
                String error,
                String description,
                List<ApiError.Field> fields,
                Map<String, Object> args,
                long retryAfter) {}
        var body = new Throttled(
                "throttled", "Too many attempts. Try again later.", List.of(), Map.of("seconds", seconds), seconds);
        return Answer.json(429, body).with("Retry-After", Long.toString(seconds));
    }

    Answer signOut(Asked asked) {
        var secure = asked.isSecure();
        asked.cookie(SessionCookie.name(secure)).ifPresent(auth.sessions::end);
        return Answer.empty().with("Set-Cookie", SessionCookie.forget(secure));
    }

    /// Whether the link of the first run still works.
    Answer setUpLink(Asked asked) {
        var open = asked.query("token")
                .filter(token -> auth.firstRun.isOpen(account, token))
                .isPresent();
        return open ? Answer.ok(Map.of("open", true)) : noLink();
    }

    Answer setUp(Asked asked) {
        var typed = asked.json(SetUp.class);
        if (!auth.firstRun.isOpen(account, typed.token())) {
            return noLink();
        }
        var mistakes = auth.firstRun.check(typed.form());
        if (!mistakes.isEmpty()) {
            return Answer.invalid(fields(mistakes));
        }
        var owner = founding.found(account, typed.form(), typed.demo());
        return switch (auth.firstRun.begin(account, typed.token(), typed.form(), owner, asked.origin())) {
            case FirstRun.Result.SignedIn(var token, var viewer) -> in(asked, token, viewer, 201);
            case FirstRun.Result.NoLink() -> noLink();
            case FirstRun.Result.Invalid(var wrong) -> Answer.invalid(fields(wrong));
        };
    }

    Answer invite(Asked asked) {
        var typed = asked.json(Invite.class);
        var viewer = asked.viewer();
        var guest = new Invitations.Guest(
                typed.employee() == null ? null : new EmployeeId(typed.employee()),
                typed.email(),
                typed.name(),
                typed.administrator(),
                typed.language() == null ? viewer.language() : typed.language());
        return switch (auth.invitations.invite(viewer, guest, asked.remote())) {
            case Invitations.Invited.Done(var token, var expires) ->
                Answer.json(201, Map.of("link", "/app/invite?token=" + token, "expiresAt", expires));
            case Invitations.Invited.Invalid(var mistakes) -> Answer.invalid(fields(mistakes));
        };
    }

    Answer invitations(Asked asked) {
        return Answer.ok(Map.of("rows", auth.invitations.open(asked.viewer().account())));
    }

    Answer accept(Asked asked) {
        var typed = asked.json(Acceptance.class);
        return switch (auth.invitations.accept(typed.token(), typed.password(), asked.origin())) {
            case Invitations.Accepted.SignedIn(var token, var viewer) -> in(asked, token, viewer, 201);
            case Invitations.Accepted.NoLink() -> noLink();
            case Invitations.Accepted.Invalid(var mistakes) -> Answer.invalid(fields(mistakes));
        };
    }

    private static Answer in(Asked asked, String token, Viewer viewer, int status) {
        return Answer.json(status, Me.of(viewer)).with("Set-Cookie", SessionCookie.set(token, asked.isSecure()));
    }

    private static Answer noLink() {
        return Answer.error(404, "no_link", "This link has been used, has expired or never existed.");
    }

    static List<ApiError.Field> fields(List<Mistake> mistakes) {
        return mistakes.stream()
                .map(mistake -> new ApiError.Field(mistake.path(), mistake.code(), mistake.args()))
                .toList();
    }
}
