package parley.channel.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.platform.PageAnswer;
import parley.platform.PageRequest;
import tools.jackson.databind.JsonNode;

/// The beginning: what the loader needs for its button, and what the chat needs to show itself.
final class Session {

    static final int BODY = 64 << 10;

    private final Widget widget;
    private final Visitors visitors;
    private final Events events;
    private final Limits perAddress;

    Session(Widget widget, Visitors visitors, Events events) {
        this.widget = widget;
        this.visitors = visitors;
        this.events = events;
        this.perAddress = new Limits(widget.tools().clock(), 60);
    }

    /// The same for every visitor, so that it can be kept for five minutes.
    PageAnswer config() {
        var form = widget.form();
        var config = new LinkedHashMap<String, Object>();
        config.put("colour", form.colour());
        config.put("letters", form.letters());
        config.put("position", form.left() ? "left" : "right");
        config.put("page_address", form.pageAddress());
        return Answers.with(Answers.ok(200, config), "Cache-Control", "public, max-age=300");
    }

    /// Knows a visitor again by his token, or makes a new one. Nobody at the hub hears of it before he writes.
    PageAnswer open(PageRequest request) {
        var wait = perAddress.take(request.remote());
        if (wait.isPresent()) {
            return Answers.tooMany(wait.get());
        }
        var body = WebPages.json(request, BODY);
        if (body == null) {
            return Answers.noJson();
        }
        var visitor = visitors.of(Words.text(body, "visitor_token")).orElseGet(visitors::made);
        var identify = body.path("identify");
        if (identify.isObject()) {
            visitor = visitors.identify(visitor, identify);
        }
        return Answers.ok(200, session(visitor, language(body)));
    }

    private static String language(JsonNode body) {
        var locale = Words.line(body, "locale", 20);
        return locale != null && locale.toLowerCase(java.util.Locale.ROOT).startsWith("ru") ? "ru" : "en";
    }

    private Map<String, Object> session(String visitor, String language) {
        var form = widget.form();
        var known = visitors.known(visitor);
        var last = events.last(visitor);
        var now = widget.tools().clock().instant();
        var session = new LinkedHashMap<String, Object>();
        session.put("visitor_token", visitors.token(visitor));
        session.put("last_event_id", Long.toString(last));
        session.put("read_up_to", Long.toString(known.read()));
        session.put("greeting", WebForm.in(language, form.greeting()));
        session.put("title", form.title());
        session.put("colour", form.colour());
        session.put("letters", form.letters());
        session.put("online", form.hours().isOpen(now));
        form.hours().opensNext(now).ifPresent(opening -> {
            session.put("opens_at", opening.toString());
            session.put("away", WebForm.in(language, form.away()));
        });
        session.put("form_fields", last > 0 || isKnown(known) ? List.of() : fields(form));
        session.put("longest_text", WebFace.LONGEST_TEXT);
        session.put("largest_file", UploadKinds.LIMIT);
        return session;
    }

    private static boolean isKnown(Visitors.Known known) {
        return known.name() != null || known.phone() != null || known.email() != null;
    }

    private static List<Map<String, Object>> fields(WebForm form) {
        var fields = new ArrayList<Map<String, Object>>();
        if (form.asksFirst()) {
            fields.add(Map.of("key", "name", "required", true));
            if (!form.phone().equals("no")) {
                fields.add(Map.of("key", "phone", "required", form.phone().equals("required")));
            }
            @Nullable String consent = form.consent();
            if (consent != null) {
                fields.add(Map.of("key", "consent", "required", true, "link", consent));
            }
        }
        return fields;
    }

    /// What the visitor has typed into the form. Nobody vouches for it.
    PageAnswer contact(PageRequest request, String visitor) {
        var body = WebPages.json(request, BODY);
        if (body == null) {
            return Answers.noJson();
        }
        var name = Words.line(body, "name", 100);
        var email = Words.line(body, "email", 200);
        var phone = Words.line(body, "phone", 40);
        visitors.change(visitor, was -> {
            var told = was.told(name, email, phone);
            return Words.flag(body, "consent") && told.agreed() == null
                    ? told.agreed(widget.tools().clock().instant())
                    : told;
        });
        return Answers.done();
    }
}
