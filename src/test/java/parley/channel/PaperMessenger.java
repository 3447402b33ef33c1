package parley.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.platform.FilledForm.Mistake;
import parley.platform.FormField;

/// A messenger on paper: every token is an account of that name, until it is revoked.
public final class PaperMessenger implements ChannelType {

    /// What was asked of it, in order.
    public final List<String> calls = new CopyOnWriteArrayList<>();

    public final List<String> revoked = new CopyOnWriteArrayList<>();
    private final List<AccountId> polling = new CopyOnWriteArrayList<>();
    public volatile @Nullable RuntimeException breakdown;
    private final String type;
    private final List<String> needs = new ArrayList<>();

    public PaperMessenger() {
        this("paper");
    }

    public PaperMessenger(String type) {
        this.type = type;
    }

    PaperMessenger needsPublicHttps() {
        needs.add("public_https");
        return this;
    }

    /// How many lines of the company are asking for news.
    long polling(AccountId account) {
        return polling.stream().filter(account::equals).count();
    }

    @Override
    public Descriptor descriptor() {
        var label = Map.of("ru", "Поле", "en", "Field");
        return new Descriptor(
                type,
                type,
                "paper",
                Map.of("ru", "Бумага", "en", "Paper"),
                new Descriptor.Tag("PP", "#0a6aa6"),
                label,
                needs,
                List.of(
                        Descriptor.Step.form(
                                new FormField(
                                        "token", "secret", label, null, true, "^[a-z0-9-]{4,}$", "abc-1", null, null),
                                new FormField("greeting", "text", label, null, false, null, null, null, null),
                                new FormField(
                                        "mode",
                                        "select",
                                        label,
                                        null,
                                        false,
                                        null,
                                        null,
                                        Map.of("fast", label, "slow", label),
                                        null),
                                new FormField(
                                        "hook", "copy", label, null, false, null, null, null, "{origin}/hooks/{key}")),
                        Descriptor.Step.connect()),
                List.of(),
                new Descriptor.Can(
                        "yes", null, false, 4096, 1024, null, null, false, false, false, List.of(), false, false));
    }

    @Override
    public Check check(Map<String, String> fields, ChannelTools tools) {
        var token = fields.getOrDefault("token", "");
        return revoked.contains(token)
                ? new Check.Mistakes(Map.of("token", new Mistake("wrong_secret", "")))
                : new Check.Fine("@" + token, token.split("-", 2)[0]);
    }

    @Override
    public Map<String, String> secrets(RandomGenerator random) {
        return Map.of("own-secret", "made-up-" + random.nextInt(1000));
    }

    @Override
    public Connection open(ChannelConfig config, ChannelTools tools) {
        return new Line(config);
    }

    /// One account.
    public final class Line implements Connection {

        public final ChannelConfig config;

        Line(ChannelConfig config) {
            this.config = config;
        }

        @Override
        public Hook.Verdict verify(Hook hook) {
            return new Hook.Verdict.Refused(403);
        }

        @Override
        public List<Inbound> read(StoredEvent event) {
            return List.of();
        }

        @Override
        public SendResult send(Outbound command) {
            return new SendResult.Accepted(List.of("1"), DeliveryStatus.SENT);
        }

        @Override
        public Fetched fetch(String reference) {
            return new Fetched.Gone("nothing is here");
        }

        @Override
        public Health subscribe() {
            calls.add("subscribe");
            return health();
        }

        @Override
        public Health health() {
            var broken = breakdown;
            if (broken != null) {
                throw broken;
            }
            return revoked.contains(config.fields().get("token"))
                    ? new Health.NeedsReconnect("wrong_secret")
                    : new Health.Connected();
        }

        @Override
        public void unsubscribe() {
            calls.add("unsubscribe");
        }

        @Override
        public void poll() throws InterruptedException {
            polling.add(config.account());
            try {
                new Semaphore(0).acquire();
            } finally {
                polling.remove(config.account());
            }
        }
    }
}
