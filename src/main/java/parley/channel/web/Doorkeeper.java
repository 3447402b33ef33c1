package parley.channel.web;

import java.util.Optional;
import parley.platform.PageRequest;

/// From which pages calls may come.
///
/// Visitors write in a frame that the hub itself serves, so their calls carry the hub's own origin. That the frame
/// stands on an allowed site is enforced by the browser: its `frame-ancestors` is the channel's list. What the site
/// calls by itself (the loader's `config`, or a chat of the site's own making) carries the site's origin, which must
/// be on the list. Everything else is refused, an absent origin too: browsers leave it out only for reading from the
/// same origin, and then say so in `Sec-Fetch-Site`. Live lines are narrower still: the web server opens them for
/// pages of its own host only, so a chat of the site's own making asks by long poll. Programs can claim any origin;
/// they still need a visitor's token, and read no more than that visitor's own chat.
final class Doorkeeper {

    private final Widget widget;

    Doorkeeper(Widget widget) {
        this.widget = widget;
    }

    boolean letsIn(PageRequest request) {
        var origin = request.headers().get("origin");
        return origin == null
                ? "same-origin".equals(request.headers().get("sec-fetch-site"))
                : isOwn(origin, request) || widget.form().sites().allow(origin);
    }

    /// The foreign site that asks, when it may: it is named in `Access-Control-Allow-Origin`.
    Optional<String> foreign(PageRequest request) {
        return Optional.ofNullable(request.headers().get("origin"))
                .filter(origin ->
                        !isOwn(origin, request) && widget.form().sites().allow(origin));
    }

    private boolean isOwn(String origin, PageRequest request) {
        var host = request.headers().getOrDefault("host", "");
        var address = widget.tools().publicAddress();
        return origin.equalsIgnoreCase("http://" + host)
                || origin.equalsIgnoreCase("https://" + host)
                || (address != null
                        && origin.equalsIgnoreCase(address.getScheme() + "://" + address.getRawAuthority()));
    }
}
