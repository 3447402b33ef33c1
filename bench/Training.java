import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/// Trains the released hub: lets it do for half a minute what hubs do all day, so that Java writes down which classes
/// that takes and which methods are hot. `./parley` calls it after each build; later starts begin with what was
/// learned.
///
/// It is a later start that learns: what a hub needs only for its very first one, to unpack PostgreSQL and to make the
/// tables, would be loaded by each start again.
///
/// The two arguments are an empty folder and the file for what was learned.
public final class Training {

    private static final int NEW_CLIENTS = 200;
    private static final int CLIENTS = 1_000;

    private Training() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var learned = Path.of(arguments[1]);
        try (var api = new BotApi()) {
            Hub first;
            Bot bot;
            try (var hub = first = start(() -> Hub.start(folder))) {
                hub.setUp();
                bot = Bot.connect(hub, api);
            }
            try (var hub = start(() -> Hub.learning(folder, learned))) {
                hub.continues(first);
                learn(hub, bot);
            }
        }
        if (!Files.exists(learned)) {
            System.exit(1);
        }
    }

    /// Whoever stops the training stops the hub.
    private static Hub start(Callable<Hub> begin) throws Exception {
        var hub = begin.call();
        Runtime.getRuntime().addShutdownHook(new Thread(hub.process::destroy));
        return hub;
    }

    private static void learn(Hub hub, Bot bot) throws Exception {
        Window.welcome(hub);
        var line = Window.open(hub, new ConcurrentHashMap<>());
        Load.evenly(hub.port, 8, NEW_CLIENTS, 100, number -> bot.hook(number, NEW_CLIENTS));
        Load.run(hub.port, 32, 12, number -> bot.hook(NEW_CLIENTS + number, CLIENTS));
        Webhooks.drained(hub);
        Load.evenly(hub.port, 8, 5_000, 1_000, number -> bot.hook(10_000_000 + number, NEW_CLIENTS));
        for (int i = 0; i < 200; i++) {
            hub.get("/api/v1/chats?limit=50");
        }
        line.abort();
    }
}
