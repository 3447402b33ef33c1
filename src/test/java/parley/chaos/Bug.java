package parley.chaos;

import static parley.chaos.Violation.Kind.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import parley.chaos.Violation.Kind;
import parley.platform.Failpoint;

/// A mistake that the campaign must find, planted by changing the text of a few source files for one run. A text that
/// is not there exactly once fails the run, so that this table cannot rot.
///
/// @param number in the reference's list
/// @param faults under which it shows itself
/// @param points the failpoints to draw from; empty: all
/// @param foundAs any of these counts as found
record Bug(int number, String name, List<Edit> edits, Set<Fault> faults, List<Failpoint> points, Set<Kind> foundAs) {

    /// @param file below `src/main/java/parley`
    record Edit(String file, String find, String replace) {}

    private static final Set<Fault> KILLS = EnumSet.of(Fault.KILL_HUB, Fault.FAILPOINT);

    private static Edit edit(String file, String find, String replace) {
        return new Edit(file, find, replace);
    }

    private static final Edit EVERY_ARRIVAL_IS_ANOTHER_MESSAGE = edit(
            "intake/Arrivals.java",
            "NewMessage.received(inbound.externalId(), false, inbound.content(), quote",
            "NewMessage.received(inbound.externalId() + \"#\" + at.arrival(), false, inbound.content(), quote");

    static final List<Bug> ALL = List.of(
            new Bug(
                    1,
                    "200 before the commit",
                    List.of(edit(
                            "platform/IngressLane.java",
                            "var answer = waiting.answer().join();",
                            "Acceptance answer = new Accepted();")),
                    EnumSet.of(Fault.KILL_HUB, Fault.FAILPOINT, Fault.KILL_DATABASE),
                    List.of(Failpoint.INGRESS_BEGINS, Failpoint.TRANSACTION_WRITTEN),
                    Set.of(LOST)),
            new Bug(
                    2,
                    "nothing tells a message from its repetition",
                    List.of(
                            edit(
                                    "platform/ArrivalWriter.java",
                                    "SELECT account_id, channel_id, dedup_key, chat_key, vshard, headers::jsonb, body",
                                    "SELECT account_id, channel_id, dedup_key || gen_random_uuid(), chat_key, vshard,"
                                            + " headers::jsonb, body"),
                            EVERY_ARRIVAL_IS_ANOTHER_MESSAGE),
                    KILLS,
                    List.of(),
                    Set.of(DUPLICATE)),
            new Bug(
                    3,
                    "a look, then an insert, instead of a unique key",
                    List.of(
                            edit(
                                    "platform/ArrivalWriter.java",
                                    "SELECT account_id, channel_id, dedup_key, chat_key, vshard, headers::jsonb, body",
                                    "SELECT account_id, channel_id, dedup_key || '#' || gen_random_uuid(), chat_key,"
                                            + " vshard, headers::jsonb, body"),
                            edit("platform/ArrivalWriter.java", "            ORDER BY place\n", """
                                            WHERE NOT EXISTS (
                                                SELECT FROM raw_event AS known
                                                WHERE known.account_id = arrival.account_id
                                                    AND known.channel_id = arrival.channel_id
                                                    AND known.dedup_key LIKE arrival.dedup_key || '#%')
                                            ORDER BY place
                                """),
                            EVERY_ARRIVAL_IS_ANOTHER_MESSAGE),
                    KILLS,
                    List.of(),
                    Set.of(DUPLICATE)),
            new Bug(
                    4,
                    "a window that comes back is told from now on",
                    List.of(edit(
                            "inbox/Talk.java",
                            "streams.join(fresh, position(said.path(\"after\")),",
                            "streams.join(fresh, position(said.path(\"afterwards\")),")),
                    KILLS,
                    List.of(),
                    Set.of(GAP, STALE)),
            new Bug(
                    5,
                    "a lease that is believed, not proved",
                    List.of(
                            edit("platform/Shards.java", """
                                                CROSS JOIN limits
                                                WHERE lease.vshard = ANY(:shards) AND lease.owner = :owner AND lease.fence = mine.fence
                                                ORDER BY lease.vshard
                                                FOR KEY SHARE OF lease)
                                    """, """
                                                WHERE lease.vshard = ANY(:shards) AND (lease.owner = :owner OR true))
                                    """),
                            edit(
                                    "platform/Shards.java",
                                    "case POSSIBLE -> database.aside(this::share);",
                                    "case POSSIBLE -> owned.isEmpty()"
                                            + " ? database.aside(this::share) : new Shared(owned, TICK);"),
                            edit(
                                    "platform/WorkTable.java",
                                    "if (removed != items.size()) {",
                                    "if (removed > items.size()) {"),
                            edit(
                                    "intake/Arrivals.java",
                                    "NewMessage.received(inbound.externalId(), false, inbound.content(), quote",
                                    "NewMessage.received(inbound.externalId() + \"#\" + System.nanoTime(), false,"
                                            + " inbound.content(), quote")),
                    EnumSet.of(Fault.FREEZE),
                    List.of(),
                    Set.of(DUPLICATE, MISORDERED)),
            new Bug(
                    6,
                    "a consumer that remembers the last number",
                    List.of(
                            edit(
                                    "platform/WorkTable.java",
                                    "                    WHERE vshard = held.vshard AND error IS NULL\n",
                                    "                    WHERE vshard = held.vshard AND error IS NULL AND id > :last\n"),
                            edit(
                                    "platform/WorkTable.java",
                                    ".bind(\"bytes\", BATCH_BYTES);",
                                    ".bind(\"bytes\", BATCH_BYTES).bind(\"last\", LAST.get());"),
                            edit(
                                    "platform/WorkTable.java",
                                    "    private static WorkItem item(ResultSet row, Shard shard) throws SQLException {\n",
                                    """
                                        private static final java.util.concurrent.atomic.AtomicLong LAST =
                                                new java.util.concurrent.atomic.AtomicLong();

                                        private static WorkItem item(ResultSet row, Shard shard) throws SQLException {
                                            LAST.accumulateAndGet(row.getLong("id"), Math::max);
                                    """)),
                    KILLS,
                    List.of(),
                    Set.of(LOST, STUCK)),
            new Bug(
                    7,
                    "a right that is remembered",
                    List.of(
                            edit(
                                    "inbox/Eyes.java",
                                    "        return looksAt(chat) && sees(chat.facts());",
                                    "        return looksAt(chat)"
                                            + " && (SEEN.contains(me + \" \" + chat.id())"
                                            + " || sees(chat.facts()) && SEEN.add(me + \" \" + chat.id()));"),
                            edit(
                                    "inbox/Eyes.java",
                                    "    boolean sees(Chat chat) {",
                                    "    private static final java.util.Set<String> SEEN =\n"
                                            + "            java.util.concurrent.ConcurrentHashMap.newKeySet();\n\n"
                                            + "    boolean sees(Chat chat) {")),
                    EnumSet.of(Fault.CUT_CONNECTIONS),
                    List.of(),
                    Set.of(LEAK)),
            new Bug(
                    8,
                    "the first responder is looked up before, not held",
                    List.of(
                            edit(
                                    "delivery/Storing.java",
                                    ".lock(tx, writer.account(), id)",
                                    ".find(tx, writer.account(), id)"),
                            edit(
                                    "delivery/Storing.java",
                                    "return refused == null ? write(tx, writer, chat, prepared, news) : refused;",
                                    "return refused == null ? write(tx, writer, room.chats().lock(tx,"
                                            + " writer.account(), chat.id()).orElseThrow(), prepared, news)"
                                            + " : refused;")),
                    EnumSet.of(Fault.MESSENGER),
                    List.of(),
                    Set.of(TWO_OWNERS)),
            new Bug(
                    9,
                    "what was under way is sent again after a crash",
                    List.of(edit(
                            "delivery/SendStep.java",
                            "case SENDING -> connected && knowsRepetitions ? REPEAT : LOST;",
                            "case SENDING -> connected ? REPEAT : LOST;")),
                    KILLS,
                    List.of(Failpoint.SENDING_ANSWERED, Failpoint.CALL_ANSWERED, Failpoint.JOB_RUN),
                    Set.of(DOUBLE_SEND)),
            new Bug(
                    10,
                    "a webhook counts as delivered before it was",
                    List.of(edit(
                            "webhooks/Round.java", "if (called.delivered()) {", "if (called.attempt() != null) {")),
                    EnumSet.of(Fault.PROGRAM, Fault.KILL_HUB),
                    List.of(),
                    Set.of(WEBHOOK_LOST)),
            new Bug(
                    11,
                    "what is tried again lets the next one pass",
                    List.of(edit(
                            "platform/JobTable.java",
                            "                    AND earlier.lane = job.lane\n",
                            "                    AND earlier.lane = job.lane || '?'\n")),
                    EnumSet.of(Fault.MESSENGER, Fault.KILL_HUB),
                    List.of(),
                    Set.of(MISORDERED, DOUBLE_SEND, DUPLICATE)),
            new Bug(
                    12,
                    "in the CRM before the decision is committed",
                    // On another thread: this one's transaction would be joined, and taken back too.
                    List.of(
                            edit(
                                    "intake/Intake.java",
                                    "        Failpoint.ROUTE_DECIDED.hit();\n        var account",
                                    "        var account"),
                            edit(
                                    "intake/Intake.java",
                                    "            news.publish(tx, with.room().feed());\n            return decided;\n",
                                    """
                                                if (decided instanceof Decided.ToDo toDo) {
                                                    java.util.concurrent.CompletableFuture.runAsync(() -> Handover.carryOut(
                                                            with.crms().of(account).orElseThrow().crm(),
                                                            with.desk().current(account).orElseThrow(),
                                                            toDo.chat(),
                                                            toDo.decision(),
                                                            known)).join();
                                                    Failpoint.ROUTE_DECIDED.hit();
                                                }
                                                news.publish(tx, with.room().feed());
                                                return decided;
                                    """)),
                    EnumSet.of(Fault.FAILPOINT),
                    List.of(Failpoint.ROUTE_DECIDED),
                    Set.of(PHANTOM, TWO_OWNERS, TURN_UNFAIR)));
}
