package parley.crm;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.random.RandomGeneratorFactory;
import parley.base.AccountId;
import parley.base.IntegrationId;
import parley.platform.OutgoingHttp;

/// What a house lends to an adapter, on paper: a hook address and a box for renewed fields.
public final class PaperHouse {

    private final Map<String, String> box = new ConcurrentHashMap<>();
    private final AtomicBoolean renewing = new AtomicBoolean();

    /// What the adapter has kept.
    public Map<String, String> box() {
        return box;
    }

    public CrmConfig config(AccountId account, Map<String, String> fields) {
        var kept = new CrmConfig.Kept() {

            @Override
            public Map<String, String> fields() {
                var now = new HashMap<>(fields);
                now.putAll(box);
                return now;
            }

            @Override
            public void keep(Map<String, String> renewed) {
                box.putAll(renewed);
            }

            @Override
            public boolean claim(Duration life) {
                return renewing.compareAndSet(false, true);
            }

            @Override
            public void release() {
                renewing.set(false);
            }
        };
        var hook = URI.create("https://hub.example/hooks/crm/" + account + "-1-1-key");
        var cards = URI.create("https://hub.example/crm/paper/card/" + account + "-1-1-key");
        return new CrmConfig(account, new IntegrationId(1), fields, hook, cards, kept);
    }

    public static CrmTools tools(InstantSource clock) {
        return tools(clock, () -> 1);
    }

    /// @param processes how many there are
    public static CrmTools tools(InstantSource clock, IntSupplier processes) {
        return new CrmTools(
                OutgoingHttp.client(OutgoingHttp.Policy.TRUSTED),
                clock,
                RandomGeneratorFactory.of("L64X128MixRandom").create(7),
                () -> URI.create("https://hub.example"),
                processes);
    }
}
