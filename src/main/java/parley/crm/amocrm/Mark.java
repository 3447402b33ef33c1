package parley.crm.amocrm;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.crm.MessengerAddress;
import parley.platform.Sha256;

/// What Parley writes into its own field of a card, one word to a line: the key under which it was made, the client's
/// addresses, and whether the card belongs to nobody although amoCRM must name somebody.
///
/// Lines that somebody else has written are kept as they are.
record Mark(List<String> lines) {

    private static final String NOBODYS = "nobody";
    private static final int DIGITS = 26;
    private static final Pattern ADDRESS = Pattern.compile("([a-z]+):([^\\s@]+)(?:@(\\S+))?");

    static final Mark NONE = new Mark(List.of());

    Mark {
        lines = List.copyOf(lines);
    }

    static Mark read(@Nullable String text) {
        return text == null
                ? NONE
                : new Mark(text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    /// A key as it stands in the account: short, of one word, and the same for the same key of the same integration.
    static String of(String owner, String key) {
        return "p-" + Sha256.hex(owner + "\n" + key).substring(0, DIGITS);
    }

    String text() {
        return String.join("\n", lines);
    }

    boolean holds(String line) {
        return lines.contains(line);
    }

    Mark with(String line) {
        if (holds(line)) {
            return this;
        }
        var all = new ArrayList<>(lines);
        all.add(line);
        return new Mark(all);
    }

    Mark with(MessengerAddress address) {
        return with(line(address));
    }

    boolean isNobodys() {
        return holds(NOBODYS);
    }

    Mark nobodys() {
        return with(NOBODYS);
    }

    Mark somebodys() {
        return new Mark(lines.stream().filter(line -> !line.equals(NOBODYS)).toList());
    }

    List<MessengerAddress> addresses() {
        return lines.stream().flatMap(line -> address(line).stream()).toList();
    }

    /// What to search for to find the cards with this id.
    static String wordFor(ChatType network, String id) {
        return network.value() + ":" + encoded(id);
    }

    static String wordFor(String username) {
        return "@" + encoded(username);
    }

    private static String line(MessengerAddress address) {
        var username = address.username();
        return wordFor(address.network(), address.id()) + (username == null ? "" : wordFor(username));
    }

    private static Optional<MessengerAddress> address(String line) {
        var read = ADDRESS.matcher(line);
        if (!read.matches()) {
            return Optional.empty();
        }
        try {
            var username = read.group(3);
            return Optional.of(new MessengerAddress(
                    new ChatType(read.group(1)), decoded(read.group(2)), username == null ? null : decoded(username)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
