package parley.app;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.auth.Frames;
import parley.http.HttpConfig;
import parley.platform.CannotStart;
import parley.platform.DatabaseConfig;

/// What somebody has configured, read once. A key that does not exist stops the start: a typing mistake must not pass
/// for a setting.
///
/// @param database absent: the embedded one
/// @param webhookHosts hosts of the own network that webhooks may call
/// @param frameLife of a link to a window inside a CRM that nobody has opened
/// @param apiRate requests of the public API that each key has in five seconds
record Config(
        Path data,
        @Nullable DatabaseConfig database,
        int connections,
        HttpConfig http,
        Set<String> webhookHosts,
        int apiRate,
        Duration frameLife,
        MasterKeyConfig masterKey) {

    /// @param configured absent: the one in the data folder
    /// @param takeIt whether it is to be the right one whatever was sealed before
    record MasterKeyConfig(@Nullable String configured, boolean takeIt) {

        @Override
        public String toString() {
            return "MasterKeyConfig";
        }
    }

    private static final String FILE = "parley.properties";
    private static final String PREFIX = "PARLEY_";

    /// The command line wins over the environment, that over the file in the data folder.
    static Config read(List<String> arguments, Map<String, String> environment) {
        var typed = arguments(arguments);
        var around = environment(environment);
        var data = Path.of(first(Key.DATA, typed, around)).toAbsolutePath().normalize();
        var values = new Values(typed, around, file(data.resolve(FILE)));
        var connections = values.number(Key.DATABASE_CONNECTIONS, 2, 500);
        return new Config(
                data,
                database(values, connections),
                connections,
                http(values),
                hosts(values),
                values.number(Key.API_RATE, 1, 1_000_000),
                Duration.ofSeconds(values.number(Key.FRAME_LINK_SECONDS, 10, (int) Frames.LONGEST_LINK.toSeconds())),
                masterKey(values));
    }

    private static @Nullable DatabaseConfig database(Values values, int connections) {
        var url = values.text(Key.DATABASE_URL);
        if (url.isEmpty()) {
            return null;
        }
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new CannotStart(
                    "database-url begins with jdbc:postgresql: and names a PostgreSQL; this one is: " + url);
        }
        return new DatabaseConfig(url, values.text(Key.DATABASE_USER), values.text(Key.DATABASE_PASSWORD), connections);
    }

    private static MasterKeyConfig masterKey(Values values) {
        var configured = values.text(Key.SECRET_KEY);
        return new MasterKeyConfig(configured.isEmpty() ? null : configured, values.yes(Key.NEW_MASTER_KEY));
    }

    private static Set<String> hosts(Values values) {
        return list(values.text(Key.WEBHOOK_HOSTS).toLowerCase(Locale.ROOT));
    }

    private static Set<String> list(String typed) {
        return Arrays.stream(typed.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .collect(Collectors.toSet());
    }

    private static HttpConfig http(Values values) {
        var proxies = list(values.text(Key.TRUSTED_PROXIES));
        return new HttpConfig(
                values.text(Key.HOST),
                values.number(Key.PORT, 0, 65535),
                publicUrl(values.text(Key.PUBLIC_URL)),
                proxies,
                values.yes(Key.DEMO));
    }

    private static @Nullable URI publicUrl(String typed) {
        if (typed.isEmpty()) {
            return null;
        }
        try {
            var url = URI.create(typed.endsWith("/") ? typed.substring(0, typed.length() - 1) : typed);
            if (List.of("http", "https")
                            .contains(Optional.ofNullable(url.getScheme()).orElse(""))
                    && url.getRawAuthority() != null
                    && url.getRawPath().isEmpty()) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // Falls through to the same sentence.
        }
        throw new CannotStart(
                "public-url looks like https://parley.example.com, without a path; this one is: " + typed);
    }

    private static Map<String, String> arguments(List<String> arguments) {
        var values = new HashMap<String, String>();
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            var argument = rest.next();
            if (!argument.startsWith("--")) {
                throw new CannotStart("`" + argument + "` is not understood here. See --help.");
            }
            var parts = argument.substring(2).split("=", 2);
            var key = known(parts[0], "--" + parts[0], "--");
            if (parts.length == 2) {
                values.put(key.name(), parts[1]);
            } else if (key.isFlag()) {
                values.put(key.name(), "true");
            } else if (rest.hasNext()) {
                values.put(key.name(), rest.next());
            } else {
                throw new CannotStart("`" + argument + "` needs a value.");
            }
        }
        return values;
    }

    private static Map<String, String> environment(Map<String, String> environment) {
        var values = new HashMap<String, String>();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                var key =
                        name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
                values.put(known(key, name, "").name(), value);
            }
        });
        return values;
    }

    private static Map<String, String> file(Path path) {
        var values = new HashMap<String, String>();
        if (Files.exists(path)) {
            var properties = new Properties();
            try (Reader reader = Files.newBufferedReader(path)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new CannotStart(path + " cannot be read: " + e.getMessage(), e);
            }
            properties
                    .stringPropertyNames()
                    .forEach(name ->
                            values.put(known(name, name + " in " + path, "").name(), properties.getProperty(name)));
            if (values.containsKey(Key.DATA.name())) {
                throw new CannotStart("`data` cannot stand in " + path + ", which is looked for in that very folder.");
            }
        }
        return values;
    }

    /// @param shown how the key was spelled; @param prefix before the suggestion
    private static Key known(String name, String shown, String prefix) {
        return Key.ALL.stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    var meant = Key.meant(name)
                            .map(key -> "did you mean `"
                                    + (shown.startsWith(PREFIX) ? key.environment() : prefix + key.name()) + "`?")
                            .orElse("--help shows what there is.");
                    return new CannotStart("There is no key `" + shown + "`: " + meant);
                });
    }

    private static String first(Key key, Map<String, String> typed, Map<String, String> around) {
        return typed.getOrDefault(key.name(), around.getOrDefault(key.name(), key.otherwise()));
    }

    /// The three sources behind one another.
    private record Values(Map<String, String> typed, Map<String, String> around, Map<String, String> file) {

        String text(Key key) {
            var name = key.name();
            return typed.getOrDefault(name, around.getOrDefault(name, file.getOrDefault(name, key.otherwise())))
                    .strip();
        }

        int number(Key key, int least, int most) {
            try {
                var number = Integer.parseInt(text(key));
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // Falls through to the same sentence.
            }
            throw new CannotStart(
                    key.name() + " is a number from " + least + " to " + most + "; this is: " + text(key));
        }

        boolean yes(Key key) {
            return switch (text(key)) {
                case "true", "yes" -> true;
                case "false", "no" -> false;
                default -> throw new CannotStart(key.name() + " is true or false; this is: " + text(key));
            };
        }
    }
}
