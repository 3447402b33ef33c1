package parley.app;

import java.util.stream.Collectors;

/// What the keys and commands are, for people: on the terminal and as a page. Made of {@link Key}.
final class Manual {

    private Manual() {}

    static String help() {
        var width = Key.ALL.stream().mapToInt(key -> key.name().length()).max().orElse(0);
        var keys = Key.ALL.stream()
                .map(key -> "  --" + key.name() + " ".repeat(width - key.name().length() + 2) + firstSentence(key)
                        + (key.otherwise().isEmpty() ? "" : " [" + key.otherwise() + "]"))
                .collect(Collectors.joining("\n"));
        return """
            Parley joins a company's messengers to its CRM.

              parley run              starts the hub (also without a word)
              parley backup FILE      writes everything into one file, while the hub runs or not
              parley restore FILE     fills an empty hub from such a file
              parley --help           this text

            Keys, also as PARLEY_… in the environment and in parley.properties in the data folder:
            %s

            docs/configuration.md says when one would change which.
            """.formatted(keys);
    }

    private static String firstSentence(Key key) {
        var text = key.about().replaceAll("\\s+", " ");
        var end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    /// `docs/configuration.md`; a test holds the two together.
    static String page() {
        var keys = Key.ALL.stream().map(Manual::section).collect(Collectors.joining("\n"));
        return """
            # Configuration

            Everything can be said in three places: on the command line, in the environment, and in the file
            `parley.properties` in the data folder (lines `key=value`). The first that says something wins, in this order.
            A key that does not exist stops the start and names the one that was probably meant.

            %s\
            """.formatted(keys);
    }

    private static String section(Key key) {
        return """
            ## `%s`

            `--%s` · `%s` · default: %s

            %s
            """.formatted(
                        key.name(),
                        key.name(),
                        key.environment(),
                        key.otherwise().isEmpty() ? "nothing" : "`" + key.otherwise() + "`",
                        key.about());
    }
}
