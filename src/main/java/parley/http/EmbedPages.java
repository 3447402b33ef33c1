package parley.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.auth.Auth;
import parley.auth.CardScope;
import parley.auth.FrameGrant;
import parley.auth.FrameWish;
import parley.auth.Frames;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.IntegrationId;
import parley.base.PublicId;
import parley.inbox.Boot;
import parley.inbox.ChannelRow;
import parley.inbox.Inbox;
import parley.inbox.Seen;
import parley.inbox.Threads;
import parley.settings.Crms;
import parley.webhooks.Webhooks;

/// Windows inside a CRM's pages (UX 16): the page, and what opens it.
final class EmbedPages {

    /// @param code of the link, from the fragment of the address
    /// @param frame the window that goes on, when there is no code
    /// @param boot false when the window has everything already and only its token is over
    record Proof(
            @Nullable String code,
            @Nullable String frame,
            @Nullable Boolean boot) {}

    /// @param chat that is opened first, when it is there
    /// @param client who is written to first, when it is not
    record Active(@Nullable ChatId chat, @Nullable ChannelId channel, CardScope.Client client) {}

    /// @param access for every call until it is over, in seconds
    /// @param frame names the window when it goes on
    /// @param createdByWebhook the CRM is asked for contacts and deals by webhook: the page around is not
    /// @param origins of the pages that may hold it: nobody else hears of what happens in it
    /// @param channels how the public API calls them
    /// @param thread of a card: it is painted without another question
    record Session(
            String access,
            long seconds,
            String frame,
            String scope,
            List<CardScope.Client> clients,
            @Nullable Active active,
            FrameWish.Options options,
            boolean createdByWebhook,
            List<String> origins,
            Map<ChannelId, String> channels,
            Boot.@Nullable Answer boot,
            @Nullable Thread thread) {}

    /// The last messages of the chat that is shown first.
    record Thread(ChatId chat, Threads.Page page) {}

    /// So many messages make the first screen.
    private static final int MESSAGES = 40;

    /// How the paths of windows begin that a CRM's own pages hold.
    private static final String OF_CRM = "crm-";

    private final Auth auth;
    private final AccountId account;
    private final Crms crms;
    private final Inbox inbox;
    private final Webhooks webhooks;
    private final Assets assets;

    /// @param account the one company of this hub
    EmbedPages(Auth auth, AccountId account, Crms crms, Inbox inbox, Webhooks webhooks, Assets assets) {
        this.auth = auth;
        this.account = account;
        this.crms = crms;
        this.inbox = inbox;
        this.webhooks = webhooks;
        this.assets = assets;
    }

    /// The page. Its path names what the window is granted by, because the code in the fragment does not reach the
    /// server, and the server must know whose pages may hold it.
    Answer page(Asked asked) {
        var origins = origins(grant(asked.path("grant")));
        var ancestors = origins.isEmpty() ? "'none'" : String.join(" ", origins);
        return assets.file(asked, "embed.html")
                .with(SecurityHeaders.CSP, SecurityHeaders.policy(asked.host(), asked.isSecure(), ancestors))
                .with("Cross-Origin-Opener-Policy", "unsafe-none")
                .with("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /// `7` for the API key of that number, `crm-7` for the integration.
    static String path(FrameGrant grant) {
        return switch (grant) {
            case FrameGrant.Key(var key) -> "/embed/" + key;
            case FrameGrant.Connection(var integration, var _) -> "/embed/" + OF_CRM + integration;
        };
    }

    private static FrameGrant grant(String name) {
        var number = name.startsWith(OF_CRM) ? name.substring(OF_CRM.length()) : name;
        if (!number.matches("\\d{1,18}")) {
            throw new Refused(Answer.notFound());
        }
        var id = Long.parseLong(number);
        return number.equals(name) ? new FrameGrant.Key(id) : new FrameGrant.Connection(new IntegrationId(id), 0);
    }

    private List<String> origins(FrameGrant grant) {
        return switch (grant) {
            case FrameGrant.Key(var key) -> auth.apiKeys.origins(account, key);
            case FrameGrant.Connection(var integration, var _) -> crms.sites(account, integration);
        };
    }

    Answer session(Asked asked) {
        var proof = asked.json(Proof.class);
        var opened = open(asked, proof).orElse(null);
        if (opened == null) {
            return Answer.error(401, "link_over", "This link has been used or has expired. Reload the CRM's page.");
        }
        var answer = Answer.ok(session(opened, !Boolean.FALSE.equals(proof.boot())));
        return opened.cookie() == null
                ? answer
                : answer.with("Set-Cookie", FrameCookie.set(opened.cookie(), asked.isSecure()));
    }

    private Optional<Frames.Opened> open(Asked asked, Proof proof) {
        var cookie = asked.cookie(FrameCookie.name(asked.isSecure())).orElse(null);
        if (proof.code() != null) {
            return auth.frames.open(proof.code(), cookie, asked.origin());
        }
        var frame = proof.frame() == null ? "" : proof.frame();
        return frame.matches("\\d{1,18}") ? auth.frames.renew(Long.parseLong(frame), cookie) : Optional.empty();
    }

    private Session session(Frames.Opened opened, boolean boot) {
        var window = opened.window();
        var wish = window.wish();
        var active = wish.active() == null ? null : active(window, wish.active());
        var begin = boot ? inbox.boot().of(window.viewer(), assets.build()) : null;
        return new Session(
                opened.access(),
                Frames.ACCESS.toSeconds(),
                Long.toString(window.id()),
                wish.card() == null ? "global" : "card",
                wish.card() == null ? List.of() : wish.card().clients(),
                active,
                wish.options(),
                webhooks.creationAddress(account).isPresent(),
                origins(window.grant()),
                begin == null ? Map.of() : channels(begin),
                begin,
                begin == null || wish.card() == null ? null : thread(window, active, begin));
    }

    private @Nullable Thread thread(Frames.Window window, @Nullable Active active, Boot.Answer begin) {
        var rows = begin.chats().rows();
        var first = active == null && !rows.isEmpty() ? rows.getFirst().id() : null;
        var chat = active == null ? first : active.chat();
        return chat != null
                        && inbox.threads().page(window.viewer(), chat, new Threads.Where.End(), MESSAGES)
                                instanceof Seen.Shown<Threads.Page>(var page)
                ? new Thread(chat, page)
                : null;
    }

    private static Map<ChannelId, String> channels(Boot.Answer boot) {
        return boot.channels().stream()
                .collect(Collectors.toMap(
                        ChannelRow::id, one -> PublicId.of(one.id()).toString()));
    }

    private Active active(Frames.Window window, FrameWish.Active wanted) {
        var chat = inbox.list().latest(window.viewer(), wanted.client(), wanted.channel());
        return new Active(chat.orElse(null), wanted.channel(), wanted.client());
    }
}
