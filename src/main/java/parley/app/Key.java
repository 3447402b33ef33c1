package parley.app;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// One thing that can be configured: `--name` on the command line, `PARLEY_NAME` in the environment, `name=` in the
/// file.
///
/// @param otherwise what holds when nobody says anything; empty when there is nothing
/// @param about says when one would change it; the manual page is made of these
record Key(String name, String otherwise, String about) {

    private static final int CLOSE = 3;

    static final Key DATA = new Key("data", "data", """
        The folder in which everything lies: the embedded database, files of clients and employees, the master key
        and `parley.properties`. Put it on a disk that is backed up and has room to grow. Two hubs cannot share one.\
        """);

    static final Key DATABASE_URL = new Key("database-url", "", """
        An own PostgreSQL 15 or newer, as `jdbc:postgresql://host:5432/parley`. Change it when the database is run
        by somebody else, or when several hubs work on the same one. Without it Parley brings its own and keeps it in
        the data folder.\
        """);

    static final Key DATABASE_USER = new Key("database-user", "parley", """
        Who signs in to the own PostgreSQL. Must own the database: Parley creates and changes its tables.\
        """);

    static final Key DATABASE_PASSWORD = new Key("database-password", "", """
        The password for it. Better in the environment or in the file than on the command line, where everybody on the
        machine can read it.\
        """);

    static final Key DATABASE_CONNECTIONS = new Key("database-connections", "10", """
        The most connections that the hub opens, besides two that only take messages in, two that tell windows, and three
        that share the work with other hubs. Raise it when the metric of waiting connections rises; all hubs together must
        stay below the database's `max_connections`.\
        """);

    static final Key SECRET_KEY = new Key("secret-key", "", """
        The master key with which bot tokens and other secrets are sealed in the database: 32 bytes in Base64, as
        `openssl rand -base64 32` makes them. Without it the first start makes one and keeps it in the data folder, in
        `secret.key`. Set it, in the environment, when secrets come from a safe of your own, or for several hubs.\
        """);

    static final Key NEW_MASTER_KEY = new Key("new-master-key", "false", """
        Takes the present master key for the right one although the secrets in the database were sealed with another.
        Needed once when the former key is lost for good; every channel has to be connected anew then.\
        """);

    static final Key HOST = new Key("host", "127.0.0.1", """
        The address on which the web server listens. `0.0.0.0` lets other machines in; put a proxy with https in front
        of it then.\
        """);

    static final Key PORT = new Key("port", "8080", """
        The port on which the web server listens. 0 takes any free one and prints it.\
        """);

    static final Key PUBLIC_URL = new Key("public-url", "", """
        How the internet reaches this hub, as `https://parley.example.com`. Needed by messengers that call us, by the
        web chat on your site and for cookies over https. Without it Parley works on this machine, and Telegram is
        asked for news instead of calling.\
        """);

    static final Key TRUSTED_PROXIES = new Key("trusted-proxies", "", """
        The addresses of your own proxies, with commas between them. Their `X-Forwarded-For` and `X-Forwarded-Proto`
        are believed, nobody else's. Set it when a proxy stands in front, or everybody seems to come from it.\
        """);

    static final Key WEBHOOK_HOSTS = new Key("webhook-hosts", "", """
        Hosts of your own network that webhooks may call and files of the CRM's messages may come from, also by plain
        http, with commas between them, as `n8n.local,10.0.0.7`. Otherwise both reach the open internet by https only;
        name a host here when the program behind it stands beside Parley.\
        """);

    static final Key API_RATE = new Key("api-rate", "500", """
        How many requests of the public API each key has in five seconds; above it programs are told to wait. Lower it
        when one integration takes the machine for itself.\
        """);

    static final Key FRAME_LINK_SECONDS = new Key("frame-link-seconds", "60", """
        How long a link to a chat window inside a CRM works before it is opened, at most 600. Raise it when the CRM
        fetches links long before it shows them.\
        """);

    static final Key DEMO = new Key("demo", "false", """
        Starts with a sample company (employees, chats, deals) and opens the page with the visitor's widget to everybody.
        For looking around, never for work.\
        """);

    static final List<Key> ALL = List.of(
            DATA,
            PORT,
            HOST,
            PUBLIC_URL,
            TRUSTED_PROXIES,
            WEBHOOK_HOSTS,
            API_RATE,
            FRAME_LINK_SECONDS,
            DATABASE_URL,
            DATABASE_USER,
            DATABASE_PASSWORD,
            DATABASE_CONNECTIONS,
            SECRET_KEY,
            NEW_MASTER_KEY,
            DEMO);

    String environment() {
        return "PARLEY_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// Whether it is said by its name alone: `--demo`.
    boolean isFlag() {
        return otherwise.equals("false");
    }

    /// The key that was meant by a name that is none.
    static Optional<Key> meant(String typed) {
        Predicate<Key> close = key -> distance(typed, key.name) <= CLOSE;
        return ALL.stream().filter(close).min(Comparator.comparingInt(key -> distance(typed, key.name)));
    }

    /// How many letters have to be changed, added or taken away (Levenshtein).
    static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        Arrays.setAll(row, index -> index);
        for (var i = 1; i <= one.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.length(); j++) {
                var replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
