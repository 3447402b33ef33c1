package parley.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.auth.Tickets;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.channel.ChannelOffice;
import parley.chat.Feed;
import parley.realtime.Frame;
import parley.realtime.Line;
import parley.settings.SettingsDesk.Agreed;

/// Viewers who are alike share what they are told (docs/adr/0007), and nobody is told what he would not be told alone.
class SharedBytesTest {

    private static final int STEPS = 60;

    @TempDir
    Path data;

    private LawOffice office(long seed) {
        var office = new LawOffice(RandomGeneratorFactory.of("L64X128MixRandom").create(seed), data);
        for (int i = 0; i < 8; i++) {
            office.newClient();
        }
        return office;
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    @DisplayName("R42, R55: what is shared, and what is counted for all who stand alike, is what each gets alone")
    void sharedIsWhatEachGetsAlone(long seed) {
        try (var office = office(seed)) {
            var reader = new ChangeReader(office.room);
            var ops = new Ops(new MessageRows((viewer, _, file) -> "/m/" + file.id() + viewer.name()), office.channels);
            var from = office.moments.at(LawFloor.ACCOUNT, moment -> new long[] {moment.position()});
            var tally = office.moments.at(LawFloor.ACCOUNT, Tally::of);
            int[] shared = {0};
            for (int step = 0; step < STEPS; step++) {
                office.happen();
                var watched = new HashSet<>(List.of(office.any(office.chats), office.any(office.chats)));
                office.moments.at(LawFloor.ACCOUNT, moment -> {
                    var lenses = Lenses.of(moment.agreed(), null);
                    var changes = reader.since(moment, from[0], watched).orElseThrow();
                    tally.update(changes.changedChats());
                    var told = new ArrayList<String>();
                    for (var employee : LawFloor.STAFF) {
                        var viewer = LawFloor.viewer(employee);
                        var eyes = moment.eyes(viewer).orElseThrow();
                        var standpoint = lenses.of(eyes).standpoint();
                        var alone = reader.since(moment, from[0], watched).orElseThrow();
                        var his = ops.of(changes, viewer, eyes, standpoint, watched)
                                .all();
                        assertEquals(
                                ops.of(alone, viewer, eyes, standpoint, watched).all(), his, viewer.name());
                        assertEquals(
                                Counters.of(eyes, Counters.heaps(moment), moment.pos()),
                                tally.counters(moment, eyes, standpoint),
                                viewer.name());
                        shared[0] += (int) his.stream()
                                .filter(op -> told.stream().anyMatch(one -> one == op))
                                .count();
                        told.addAll(his);
                    }
                    from[0] = moment.position();
                    return moment;
                });
            }
            assertTrue(shared[0] > 0, "nothing was shared");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {25, 26, 27})
    @DisplayName("R42, R55: whom a change does not concern would be told nothing, and as much waits for him as before")
    void nobodyIsLeftOut(long seed) {
        try (var office = office(seed)) {
            var reader = new ChangeReader(office.room);
            var ops = new Ops(new MessageRows((viewer, _, file) -> "/m/" + file.id() + viewer.name()), office.channels);
            var known = new Object() {
                long position;
                Crowd crowd = new Crowd();
                Agreed agreed;
                Tally tally;
                int leftAlone;
            };
            office.moments.at(LawFloor.ACCOUNT, moment -> {
                known.position = moment.position();
                known.agreed = moment.agreed();
                known.tally = Tally.of(moment);
                known.crowd = crowd(office, moment);
                return moment;
            });
            for (int step = 0; step < STEPS; step++) {
                office.happen();
                office.moments.at(LawFloor.ACCOUNT, moment -> {
                    var changes = reader.since(moment, known.position, known.crowd.watched())
                            .orElseThrow();
                    var recounted = known.tally.update(changes.changedChats());
                    known.position = moment.position();
                    if (moment.agreed() != known.agreed || changes.isEachHisOwn()) {
                        known.agreed = moment.agreed();
                        known.crowd = crowd(office, moment);
                        return moment;
                    }
                    var telling = new Telling(changes, ops, recounted == null ? null : known.tally);
                    var concerned = known.crowd.concerned(changes, recounted == null ? Set.of() : recounted, telling);
                    for (var window : known.crowd.all()) {
                        var eyes = moment.eyes(window.viewer()).orElseThrow();
                        var standpoint = window.lens.standpoint();
                        if (concerned.contains(window)) {
                            telling.tell(window, eyes, window.lens, known.tally);
                        } else {
                            var alone = ops.of(changes, window.viewer(), eyes, standpoint, window.watched);
                            assertEquals(new Ops.Told(List.of(), List.of()), alone);
                            known.leftAlone++;
                        }
                        assertTrue(
                                known.tally.counters(moment, eyes, standpoint).sameAs(window.counters),
                                window.viewer().name());
                    }
                    return moment;
                });
            }
            assertTrue(known.leftAlone > 0, "everybody was concerned by everything");
        }
    }

    /// Two windows of each employee, of which one watches a chat.
    private static Crowd crowd(LawOffice office, Moment moment) {
        var crowd = new Crowd();
        var lenses = Lenses.of(moment.agreed(), null);
        for (var employee : LawFloor.STAFF) {
            for (var watch : List.of(List.<ChatId>of(), List.of(office.any(office.chats)))) {
                var viewer = LawFloor.viewer(employee);
                var window = new Window(new Listening(), new Tickets.Pass(viewer, "session"));
                window.begin(watch, lenses.of(moment.eyes(viewer).orElseThrow()));
                window.live = true;
                crowd.add(window);
            }
        }
        return crowd;
    }

    @ParameterizedTest
    @ValueSource(longs = {23, 24})
    @DisplayName("UX 6.4: a crowd that comes back from different positions is told what each is told alone")
    void aCrowdIsToldWhatEachIsToldAlone(long seed) {
        try (var office = office(seed)) {
            var rows = new MessageRows((viewer, _, file) -> "/m/" + file.id() + viewer.name());
            var reader = new ChangeReader(office.room);
            var sources = new Missed.Sources(office.room.feed(), reader, new Ops(rows, office.channels));
            int[] told = {0};
            for (int step = 0; step < STEPS; step++) {
                office.happen();
                office.moments.at(LawFloor.ACCOUNT, moment -> {
                    var lenses = Lenses.of(moment.agreed(), null);
                    var crowd = LawFloor.STAFF.stream()
                            .map(employee -> joining(office, moment, LawFloor.viewer(employee)))
                            .toList();
                    var catchUp = CatchUp.of(moment, sources, lenses, crowd);
                    for (var one : crowd) {
                        var viewer = one.window.viewer();
                        var alone = Missed.of(moment, viewer, one.position(), Set.copyOf(one.watch), sources);
                        assertEquals(alone, catchUp.of(one), viewer.name() + " from " + one.position());
                        told[0] += alone instanceof Missed.Told(var ops, var _, var _, var _) ? ops.size() : 0;
                    }
                    return moment;
                });
            }
            assertTrue(told[0] > 0, "nobody was told anything");
        }
    }

    private static Joining joining(LawOffice office, Moment moment, Viewer viewer) {
        var after = Math.max(0, moment.position() - office.random.nextInt(12));
        var window = new Window(new Listening(), new Tickets.Pass(viewer, "session"));
        return new Joining(window, after, List.of(office.any(office.chats), office.any(office.chats)));
    }

    private static final class Listening implements Line {

        private final List<Frame> frames = new CopyOnWriteArrayList<>();

        @Override
        public void say(Frame frame) {
            frames.add(frame);
        }

        @Override
        public void end(int code, String why) {
            // Sessions are not what is tried here.
        }
    }

    @Test
    @DisplayName("Windows of the same class hold the same bytes, not equal ones")
    void alikeWindowsGetTheSameFrame() {
        try (var office = office(31)) {
            var viewer = LawFloor.viewer(LawFloor.STAFF.getFirst());
            var lines = List.of(new Listening(), new Listening(), new Listening());
            var position = office.moments.at(LawFloor.ACCOUNT, Moment::position);
            lines.forEach(line ->
                    office.streams.join(new Window(line, new Tickets.Pass(viewer, "session")), position, List.of()));

            office.database.useTransaction(
                    tx -> office.room.feed().publish(tx, LawFloor.ACCOUNT, Set.of(new Feed.Change.OfList("health"))));

            ChannelOffice.await(
                    "all are told",
                    () -> lines.stream().noneMatch(line -> rows(line).isEmpty()));
            lines.forEach(line ->
                    assertSame(rows(lines.getFirst()).getFirst(), rows(line).getFirst()));
        }
    }

    private static List<Frame> rows(Listening line) {
        return line.frames.stream()
                .filter(frame -> frame.text().startsWith("{\"t\":\"rows\""))
                .toList();
    }
}
