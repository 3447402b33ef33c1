package parley.channel.web;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which sites may hold the widget: exact origins, or `https://*.example.com` for every name below. Empty is nobody.
record Sites(List<String> origins) {

    private static final Pattern ORIGIN = Pattern.compile("(https?)://(\\*\\.)?([^/?#@:*\\s\\[\\]]+)(:\\d{1,5})?/?");
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final String EVERY = "*.";

    Sites {
        origins = List.copyOf(origins);
    }

    /// What of a typed list is no origin comes back in `wrong`.
    record Read(Sites sites, List<String> wrong) {}

    /// Reads a list separated by spaces, commas or new lines.
    static Read read(String typed) {
        var origins = new ArrayList<String>();
        var wrong = new ArrayList<String>();
        for (var word : typed.split("[\\s,;]+")) {
            if (!word.isEmpty()) {
                origin(word).ifPresentOrElse(origins::add, () -> wrong.add(word));
            }
        }
        return new Read(new Sites(origins.stream().distinct().sorted().toList()), wrong);
    }

    /// As browsers spell it: lower case, names outside ASCII in their `xn--` form, no port that goes without saying.
    private static Optional<String> origin(String typed) {
        var parts = ORIGIN.matcher(typed.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.empty();
        }
        var scheme = parts.group(1);
        var port = parts.group(4) == null ? "" : parts.group(4);
        return host(parts.group(3))
                .map(host -> scheme + "://" + (parts.group(2) == null ? "" : EVERY) + host
                        + (port.equals(scheme.equals("https") ? ":443" : ":80") ? "" : port));
    }

    private static Optional<String> host(String typed) {
        try {
            return Optional.of(IDN.toASCII(typed, IDN.ALLOW_UNASSIGNED))
                    .filter(host -> HOST.matcher(host).matches());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    boolean allow(String origin) {
        var asked = origin.toLowerCase(Locale.ROOT);
        return origins.stream().anyMatch(allowed -> matches(allowed, asked));
    }

    private static boolean matches(String allowed, String asked) {
        var star = allowed.indexOf(EVERY);
        if (star < 0) {
            return allowed.equals(asked);
        }
        // Exactly the scheme and the port of the list, and at least one name before the dot.
        var scheme = allowed.substring(0, star);
        var suffix = allowed.substring(star + 1);
        return asked.startsWith(scheme)
                && asked.endsWith(suffix)
                && asked.length() > scheme.length() + suffix.length()
                && asked.substring(scheme.length(), asked.length() - suffix.length())
                        .matches("[a-z0-9.-]+");
    }
}
