package parley.http;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;
import parley.channel.Channels;
import parley.channel.Descriptor;
import parley.platform.Backlog;
import parley.platform.Pulse;

/// What works, what waits and what is stuck (UX 13). Tells no names of clients and no texts: whoever looks after it
/// need not be allowed to read the chats.
///
/// @param queues effects that should have been had by now, by kind
/// @param crm absent while no CRM is connected
/// @param aside events that could not be worked off, newest first
/// @param stuck jobs that have ended without success, newest first
/// @param webhooks addresses that are off, or were not told everything
record Health(
        List<Line> channels,
        long waitingWork,
        long failedWork,
        List<Pulse.Queue> queues,
        @Nullable Crm crm,
        List<Waiting> waiting,
        List<Failed> failed,
        List<Unknown> unknown,
        List<Aside> aside,
        List<Stuck> stuck,
        List<Webhook> webhooks,
        Server server) {

    /// @param off since when it is told nothing; absent while it is on
    /// @param dead deliveries that were given up
    record Webhook(String url, @Nullable Instant off, long dead) {}

    record Line(
            String id,
            String name,
            String state,
            @Nullable String reason,
            @Nullable Map<String, String> reasonText,
            Instant since,
            @Nullable Instant lastIn,
            @Nullable Instant lastOut) {

        static Line of(Channels.Channel channel, @Nullable Descriptor type) {
            return new Line(
                    channel.id().toString(),
                    channel.name(),
                    channel.state().name().toLowerCase(Locale.ROOT),
                    channel.reason(),
                    ChannelPages.reasonText(type, channel.reason()),
                    channel.stateSince(),
                    channel.lastIn(),
                    channel.lastOut());
        }
    }

    /// @param integration where it can be connected again
    /// @param refusal why it does not let us in; absent while it does
    /// @param waiting what is to be done in the CRM
    /// @param since what could not be done so far waits since then; absent while it answers
    /// @param trouble what it said last
    record Crm(
            String integration,
            String type,
            IntegrationPages.@Nullable Refusal refusal,
            long waiting,
            @Nullable Instant since,
            @Nullable String trouble,
            Instant refreshedAt) {}

    /// Clients of a channel whom nobody can take (R32).
    ///
    /// @param integration where that is settled
    /// @param people who has to do with the channel, and why each takes nobody
    record Waiting(
            String id,
            String channel,
            long clients,
            @Nullable String integration,
            List<Idle> people) {}

    record Idle(String name, String why) {}

    /// Messages that were not sent, of the last day and for one reason.
    record Failed(String channel, @Nullable String code, long messages, Instant last) {}

    /// Nobody knows whether it went (R72).
    record Unknown(ChatId chat, String channel, Instant at) {}

    record Aside(String id, String kind, @Nullable String channel, String error, Instant at) {}

    record Stuck(
            String id, String kind, String state, @Nullable String error, Instant at, int attempts) {

        static Stuck of(Backlog.StuckJob one) {
            return new Stuck(Long.toString(one.id()), one.kind(), one.state(), one.error(), one.at(), one.attempts());
        }
    }

    /// @param version of Parley; absent when it was not built as a release
    /// @param free bytes on the disk of the data folder
    record Server(@Nullable String version, String database, long databaseBytes, int nodes, long free, long total) {}
}
