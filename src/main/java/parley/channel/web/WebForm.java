package parley.channel.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.platform.FilledForm.Mistake;

/// What the administrator has typed, understood.
///
/// @param title stands at the top of the chat
/// @param greeting by language; the first message that a visitor sees, said by nobody
/// @param away by language; said outside the hours, absent: the widget's own words
/// @param asksFirst whether the chat begins with a form
/// @param phone whether the form asks for a phone: `no`, `optional`, `required`
/// @param consent the page with the terms that a visitor agrees to; absent: nothing to agree to
/// @param pageAddress whether messages tell on which page they were written
/// @param visitorsVersion raised, it ends every visitor's session
record WebForm(
        Sites sites,
        @Nullable String title,
        Map<String, String> greeting,
        Map<String, String> away,
        OpeningHours hours,
        boolean asksFirst,
        String phone,
        @Nullable String consent,
        String colour,
        boolean left,
        boolean pageAddress,
        @Nullable String identifySecret,
        int visitorsVersion) {

    static final String ORIGINS = "origins";
    static final String TITLE = "title";
    static final String GREETING = "greeting";
    static final String AWAY = "away";
    static final String HOURS = "hours";
    static final String ZONE = "zone";
    static final String FORM = "form";
    static final String FORM_PHONE = "form_phone";
    static final String CONSENT = "consent";
    static final String COLOUR = "colour";
    static final String POSITION = "position";
    static final String PAGE_ADDRESS = "page_address";
    static final String IDENTIFY_SECRET = "identify_secret";
    static final String VISITORS_VERSION = "visitors_version";

    static final String USUAL_COLOUR = "#1660c8";
    static final Set<String> PHONE = Set.of("no", "optional", "required");
    static final int SHORTEST_SECRET = 24;

    private static final Pattern COLOUR_FORM = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Set<String> YES = Set.of("true", "on", "yes", "1");
    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST_TEXT = 1000;

    /// Reads the form; what is wrong with it goes to `mistakes`, and its usual value stands for it.
    static WebForm read(Map<String, String> fields, Map<String, Mistake> mistakes) {
        var typed = new Typed(fields, mistakes);
        return new WebForm(
                typed.sites(),
                typed.text(TITLE, LONGEST_TITLE),
                typed.texts(GREETING),
                typed.texts(AWAY),
                typed.hours(),
                typed.flag(FORM),
                typed.oneOf(FORM_PHONE, PHONE, "optional"),
                typed.page(CONSENT),
                typed.colour(),
                typed.oneOf(POSITION, Set.of("left", "right"), "right").equals("left"),
                typed.flag(PAGE_ADDRESS),
                typed.secret(),
                typed.version());
    }

    /// As it is stored: it passed the check once, so mistakes are of no interest.
    static WebForm of(Map<String, String> fields) {
        return read(fields, new HashMap<>());
    }

    /// In the visitor's language, else in the other one.
    static @Nullable String in(String language, Map<String, String> texts) {
        var other = language.equals("ru") ? "en" : "ru";
        return texts.getOrDefault(language, texts.get(other));
    }

    /// Whether `dark` or `light` letters read better on the owner's colour (the contrast of WCAG 2).
    String letters() {
        var light = 0.2126 * light(1) + 0.7152 * light(3) + 0.0722 * light(5);
        return 1.05 / (light + 0.05) >= (light + 0.05) / 0.056 ? "light" : "dark";
    }

    private double light(int place) {
        var part = Integer.parseInt(colour, place, place + 2, 16) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    private record Typed(Map<String, String> fields, Map<String, Mistake> mistakes) {

        private String of(String key) {
            return Words.clean(fields.getOrDefault(key, "")).strip();
        }

        private void mistake(String key, String code, String detail) {
            mistakes.put(key, new Mistake(code, detail));
        }

        Sites sites() {
            var read = Sites.read(of(ORIGINS));
            if (!read.wrong().isEmpty()) {
                mistake(ORIGINS, "pattern", String.join(" ", read.wrong()));
            } else if (read.sites().origins().isEmpty()) {
                mistake(ORIGINS, "required", "");
            }
            return read.sites();
        }

        @Nullable
        String text(String key, int longest) {
            var text = of(key);
            if (text.length() > longest) {
                mistake(key, "too_long", Integer.toString(longest));
            }
            return text.isEmpty() ? null : Words.cut(text, longest);
        }

        /// One text for both languages, or one each.
        Map<String, String> texts(String key) {
            var texts = new HashMap<String, String>();
            for (var language : new String[] {"ru", "en"}) {
                var text = text(key + "_" + language, LONGEST_TEXT);
                if (text != null) {
                    texts.put(language, text);
                }
            }
            return Map.copyOf(texts);
        }

        OpeningHours hours() {
            var zone = zone();
            return OpeningHours.read(of(HOURS), zone).orElseGet(() -> {
                mistake(HOURS, "pattern", "");
                return new OpeningHours(java.util.List.of(), zone);
            });
        }

        private ZoneId zone() {
            var typed = of(ZONE);
            try {
                if (typed.isEmpty() && !of(HOURS).isEmpty()) {
                    mistake(ZONE, "required", "");
                }
                return typed.isEmpty() ? ZoneOffset.UTC : ZoneId.of(typed);
            } catch (DateTimeException _) {
                mistake(ZONE, "pattern", typed);
                return ZoneOffset.UTC;
            }
        }

        boolean flag(String key) {
            return YES.contains(of(key).toLowerCase(Locale.ROOT));
        }

        String oneOf(String key, Set<String> values, String usual) {
            var typed = of(key);
            if (!typed.isEmpty() && !values.contains(typed)) {
                mistake(key, "pattern", typed);
            }
            return values.contains(typed) ? typed : usual;
        }

        /// Only addresses that a browser opens as a page: it becomes a link in the widget.
        @Nullable
        String page(String key) {
            var typed = of(key);
            try {
                var address = new URI(typed);
                var isPage = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
                if (isPage && address.getHost() != null) {
                    return address.toASCIIString();
                }
            } catch (URISyntaxException _) {
                // Told below, like every other address that is none.
            }
            if (!typed.isEmpty()) {
                mistake(key, "pattern", typed);
            }
            return null;
        }

        String colour() {
            var typed = of(COLOUR);
            if (!typed.isEmpty() && !COLOUR_FORM.matcher(typed).matches()) {
                mistake(COLOUR, "pattern", typed);
            }
            return COLOUR_FORM.matcher(typed).matches() ? typed.toLowerCase(Locale.ROOT) : USUAL_COLOUR;
        }

        @Nullable
        String secret() {
            var typed = of(IDENTIFY_SECRET);
            if (!typed.isEmpty() && typed.length() < SHORTEST_SECRET) {
                mistake(IDENTIFY_SECRET, "too_short", Integer.toString(SHORTEST_SECRET));
            }
            return typed.length() < SHORTEST_SECRET ? null : typed;
        }

        int version() {
            var typed = of(VISITORS_VERSION);
            if (typed.matches("\\d{1,6}")) {
                return Integer.parseInt(typed);
            }
            if (!typed.isEmpty()) {
                mistake(VISITORS_VERSION, "pattern", typed);
            }
            return 1;
        }
    }
}
