package parley.channel.telegram;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import parley.channel.PaperTools;
import parley.platform.Json;

/// What waits for the bot: until it is asked for, or delivered to its webhook, chat by chat in order.
final class BotUpdates implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private record Waiting(long id, long chat, Map<String, Object> update) {}

    /// What the webhook answered.
    record Delivery(long update, int status, String answer) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Thread> couriers = new ArrayList<>();
    private final List<Long> busy = new ArrayList<>();
    private long nextId = 700_000_000L;
    private boolean asking;
    private boolean closed;
    private volatile boolean failing;
    private int repeats;
    private @Nullable String webhook;
    private String secret = "";
    private List<String> allowed = List.of();
    private java.util.function.UnaryOperator<String> route = address -> address;

    /// Where an address of the internet really is, in a test.
    void route(String address, String really) {
        route = to -> to.replace(address, really);
    }

    /// Delivers the next so many updates once more.
    void repeat(int updates) {
        locked(() -> repeats = updates);
    }

    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    @Nullable
    String webhook() {
        return webhook;
    }

    String secret() {
        return secret;
    }

    /// Another program, or somebody by hand.
    void webhookOfSomebodyElse(String url) {
        locked(() -> webhook = url);
    }

    void add(long chat, Map<String, Object> kind) {
        locked(() -> {
            var update = new LinkedHashMap<String, Object>();
            update.put("update_id", nextId++);
            update.putAll(kind);
            waiting.add(new Waiting((long) update.get("update_id"), chat, update));
            changed.signalAll();
        });
    }

    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    Object carryOut(Received call) {
        return switch (call.method()) {
            case "setWebhook" -> set(call);
            case "deleteWebhook" -> {
                locked(() -> webhook = null);
                yield true;
            }
            case "getWebhookInfo" -> info();
            default -> get(call);
        };
    }

    private Object set(Received call) {
        var url = call.text("url");
        if (!url.startsWith("https://")) {
            throw new BotChats.Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
        }
        locked(() -> {
            webhook = url;
            secret = call.text("secret_token");
            if (call.has("allowed_updates")) {
                allowed = call.parameters()
                        .get("allowed_updates")
                        .valueStream()
                        .map(one -> one.asString())
                        .toList();
            }
            if (couriers.isEmpty()) {
                for (int i = 0; i < 4; i++) {
                    couriers.add(Thread.ofVirtual().start(this::courier));
                }
            }
            changed.signalAll();
        });
        return true;
    }

    private Object info() {
        var info = new LinkedHashMap<String, Object>();
        info.put("url", webhook == null ? "" : webhook);
        info.put("has_custom_certificate", false);
        info.put("pending_update_count", waiting());
        if (webhook != null) {
            info.put("allowed_updates", allowed);
        }
        if (failing) {
            info.put("last_error_date", PaperTools.NOW.getEpochSecond() - 5);
            info.put("last_error_message", "Connection refused");
        }
        return info;
    }

    /// Asking with an offset forgets everything before it. Two who ask at once: the first is thrown out.
    private Object get(Received call) {
        lock.lock();
        try {
            if (webhook != null) {
                throw new BotChats.Refusal(
                        409,
                        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to"
                                + " delete the webhook first");
            }
            if (asking) {
                throw new BotChats.Refusal(
                        409,
                        "Conflict: terminated by other getUpdates request; make sure that only one bot instance"
                                + " is running");
            }
            var offset = call.parameters().get("offset");
            if (offset != null) {
                waiting.removeIf(one -> one.id() < offset.asLong());
            }
            asking = true;
            var nanos =
                    TimeUnit.SECONDS.toNanos(call.parameters().get("timeout").asLong());
            while (waiting.isEmpty() && nanos > 0 && !closed && webhook == null) {
                nanos = changed.awaitNanos(nanos);
            }
            return waiting.stream().limit(100).map(Waiting::update).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            asking = false;
            lock.unlock();
        }
    }

    /// Takes the oldest update of a chat that nobody else delivers to, until it is taken with 2xx.
    private void courier() {
        while (true) {
            Waiting next = null;
            lock.lock();
            try {
                while (!closed && (next = free()) == null) {
                    changed.await();
                }
                if (closed || next == null) {
                    return;
                }
                busy.add(next.chat());
            } catch (InterruptedException e) {
                return;
            } finally {
                lock.unlock();
            }
            var done = deliver(next);
            var delivered = next;
            locked(() -> {
                busy.remove(delivered.chat());
                if (done && repeats > 0) {
                    repeats--;
                } else if (done) {
                    waiting.remove(delivered);
                }
                changed.signalAll();
            });
        }
    }

    private @Nullable Waiting free() {
        return webhook == null
                ? null
                : waiting.stream()
                        .filter(one -> !busy.contains(one.chat()))
                        .findFirst()
                        .orElse(null);
    }

    private boolean deliver(Waiting next) {
        var to = webhook;
        if (to == null) {
            return false;
        }
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(route.apply(to)))
                            .timeout(PATIENCE)
                            .header("Content-Type", "application/json")
                            .header("X-Telegram-Bot-Api-Secret-Token", secret)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(next.update())))
                            .build(),
                    BodyHandlers.ofString());
            deliveries.add(new Delivery(next.id(), answer.statusCode(), answer.body()));
            failing = answer.statusCode() / 100 != 2;
            return !failing;
        } catch (IOException e) {
            failing = true;
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void locked(Runnable what) {
        lock.lock();
        try {
            what.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        locked(() -> {
            closed = true;
            changed.signalAll();
        });
        couriers.forEach(Thread::interrupt);
        http.shutdownNow();
    }
}
