package parley.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.rules.Attention;
import parley.rules.ChatFacts;

/// What has been waiting for an employee's answer since a week at most, for programs that ask now and then (R55–R58).
public final class Unanswered {

    private static final Duration WEEK = Duration.ofDays(7);

    /// One number in one colour: if anything calls him, that; else what he sees waiting for others.
    ///
    /// @param colour `NONE` when nothing waits
    /// @param last when the last of these clients wrote
    public record Sum(
            long messages, Attention colour, @Nullable Instant last) {

        private static final Sum NOTHING = new Sum(0, Attention.NONE, null);

        private Sum plus(Heap heap) {
            var latest = last == null || heap.last.isAfter(last) ? heap.last : last;
            return new Sum(messages + heap.messages, colour, latest);
        }
    }

    private record Heap(ChatFacts facts, long messages, Instant last) {}

    private final Moments moments;
    private final InstantSource clock;

    Unanswered(Moments moments, InstantSource clock) {
        this.moments = moments;
        this.clock = clock;
    }

    /// Nothing waits for somebody without a role, or whom nobody knows (R15).
    public Sum of(AccountId account, EmployeeId employee) {
        return moments.at(account, moment -> {
            var agreed = moment.agreed();
            if (agreed == null) {
                return Sum.NOTHING;
            }
            var eyes = new Eyes(employee, agreed);
            var red = new Sum(0, Attention.RED, null);
            var grey = new Sum(0, Attention.GREY, null);
            for (var heap : heaps(moment, clock.instant().minus(WEEK))) {
                switch (eyes.attention(heap.facts)) {
                    case RED -> red = red.plus(heap);
                    case GREY -> grey = grey.plus(heap);
                    case NONE -> {}
                }
            }
            if (red.messages > 0) {
                return red;
            }
            return grey.messages > 0 ? grey : Sum.NOTHING;
        });
    }

    private static List<Heap> heaps(Moment moment, Instant since) {
        return moment.tx()
                .createQuery("""
                    SELECT way.id AS channel, found.client, found.responsible, sum(found.unanswered) AS messages,
                        max(found.last_client_at) AS last
                    FROM channel AS way
                    CROSS JOIN LATERAL (
                        SELECT client, responsible, unanswered, last_client_at
                        FROM chat
                        WHERE chat.account_id = :account AND chat.channel_id = way.id AND chat.waits
                            AND chat.last_client_at >= :since) AS found
                    WHERE way.account_id = :account
                    GROUP BY way.id, found.client, found.responsible
                    """)
                .bind("account", moment.account().value())
                .bind("since", since)
                .map((rs, _) -> new Heap(
                        Counters.facts(rs),
                        rs.getLong("messages"),
                        rs.getObject("last", OffsetDateTime.class).toInstant()))
                .list();
    }
}
