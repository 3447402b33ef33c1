import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;

/// Trains the released hub: lets it do for half a minute what hubs do all day, so that Java writes down which classes
/// that takes and which methods are hot. `./parley` calls it after each build; later starts begin with what was learned.
///
/// The two arguments are an empty folder and the file for what was learned.
public final class Training {

    private static final int NEW_CLIENTS = 200;
    private static final int CLIENTS = 1_000;

    private Training() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var learned = Path.of(arguments[1]);
        try (var api = new BotApi();
                var hub = Hub.learning(folder, learned)) {
            // Whoever stops the training stops the hub.
            Runtime.getRuntime().addShutdownHook(new Thread(hub.process::destroy));
            hub.get("/");
            hub.setUp();
            var bot = Bot.connect(hub, api);
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
        if (!Files.exists(learned)) {
            System.exit(1);
        }
    }
}
