package parley.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.Address;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.ChatType;
import parley.base.EmployeeId;
import parley.channel.DeliveryStatus;
import parley.chat.Chat;
import parley.chat.Standing;
import parley.platform.Job;
import parley.rules.ChatFacts;
import parley.rules.Responsible;
import parley.rules.Turn;

/// What lies in the simulated tables.
public final class Rows {

    public static final AccountId US = new AccountId(1);
    public static final ChatType NETWORK = new ChatType("telegram");

    private Rows() {}

    public record Lease(String owner, long fence, long expires) {}

    /// @param arrival numbers the arrivals of all chats
    public record WorkRow(long id, int shard, long channel, String client, String external) {}

    public record ChatRow(
            long id,
            long channel,
            String client,
            Standing standing,
            @Nullable Long pending,
            @Nullable Long routed,
            Chat.@Nullable Claim claim,
            long seq,
            long version,
            long arrived) {

        public static ChatRow of(long id, long channel, String client) {
            return new ChatRow(id, channel, client, Standing.unrouted(), null, null, null, 0, 1, Long.MAX_VALUE);
        }

        public Chat chat() {
            return new Chat(
                    US,
                    new ChatId(id),
                    new ChannelId(channel),
                    new Address(NETWORK, client, null, null),
                    new Chat.Person(client, null, false),
                    standing.client(),
                    standing.contact(),
                    standing.deal(),
                    standing.openDeals(),
                    standing.closedDeals(),
                    standing.responsible(),
                    pending,
                    routed,
                    claim,
                    0,
                    null,
                    null,
                    World.START,
                    null,
                    null,
                    true,
                    false,
                    seq,
                    version);
        }

        public ChatRow stands(Standing now) {
            return new ChatRow(id, channel, client, now, pending, routed, claim, seq, version + 1, arrived);
        }

        public ChatRow awaits(@Nullable Long decision) {
            return new ChatRow(id, channel, client, standing, decision, routed, claim, seq, version, arrived);
        }

        public ChatRow routedBy(@Nullable Long settings) {
            return new ChatRow(id, channel, client, standing, pending, settings, claim, seq, version, arrived);
        }

        public ChatRow claimedBy(EmployeeId by, Instant at) {
            var first = new Chat.Claim(by, at);
            return new ChatRow(id, channel, client, standing, pending, routed, first, seq, version + 1, arrived);
        }

        public ChatRow claims(EmployeeId by, Instant at) {
            return stands(new Standing(
                            ChatFacts.Client.KNOWN,
                            standing.contact(),
                            standing.deal(),
                            standing.openDeals(),
                            standing.closedDeals(),
                            Set.of(by),
                            List.<Responsible>of()))
                    .claimedBy(by, at);
        }

        public ChatRow said(long seq, long arrival) {
            var first = Math.min(arrived, arrival);
            return new ChatRow(id, channel, client, standing, pending, routed, claim, seq, version + 1, first);
        }
    }

    /// @param external the messenger's name of it, when it came from there; @param author who wrote it, when it goes
    /// out
    public record MessageRow(
            long id,
            long chat,
            long seq,
            @Nullable String external,
            @Nullable String author,
            @Nullable DeliveryStatus status,
            int resent,
            boolean wasUnknown) {

        public MessageRow moved(DeliveryStatus to) {
            var unknown = wasUnknown || to == DeliveryStatus.UNKNOWN;
            return new MessageRow(id, chat, seq, external, author, to, resent, unknown);
        }

        public MessageRow again() {
            return new MessageRow(id, chat, seq, external, author, DeliveryStatus.QUEUED, resent + 1, wasUnknown);
        }
    }

    public record JobRow(
            long id,
            String kind,
            String key,
            String lane,
            int shard,
            String payload,
            String state,
            Instant due,
            int attempts,
            boolean interrupted,
            Instant created,
            @Nullable String why) {

        boolean open() {
            return state.equals("due") || state.equals("running");
        }

        /// Whether it is this attempt that runs.
        public boolean isAttempt(Job attempt) {
            return state.equals("running") && attempts == attempt.attempts();
        }

        public boolean isPutOffFor(String reason) {
            return state.equals("due") && reason.equals(why);
        }

        public JobRow hurried(Instant now) {
            return due.isAfter(now) ? now(state, now, why, interrupted) : this;
        }

        JobRow as(long other) {
            return new JobRow(other, kind, key, lane, shard, payload, state, due, attempts, interrupted, created, why);
        }

        JobRow begun() {
            var twice = interrupted || state.equals("running");
            return new JobRow(id, kind, key, lane, shard, payload, "running", due, attempts + 1, twice, created, why);
        }

        JobRow now(String state, Instant due, @Nullable String why, boolean interrupted) {
            return new JobRow(id, kind, key, lane, shard, payload, state, due, attempts, interrupted, created, why);
        }

        Job job() {
            return new Job(US, id, kind, key, lane, payload, attempts, interrupted, created);
        }
    }

    public record TurnRow(@Nullable Turn turn) {}

    /// @param note the key of the note that it went into
    public record LineRow(long message, long chat, @Nullable String note) {}

    public record NoteRow(long id, String key, long chat, String text) {}
}
