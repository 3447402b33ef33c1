package parley.intake;

import java.time.Instant;
import java.util.Objects;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.platform.Job;
import parley.platform.JobResult;
import parley.platform.NewJob;
import parley.simulation.Bug;
import parley.simulation.Rows;
import parley.simulation.Rows.LineRow;
import parley.simulation.Rows.NoteRow;
import parley.simulation.Session;
import parley.simulation.World;

/// The dialogue in the CRM's timeline, as `TimelineLines` and `Timeline` write it with a note for each message (R50).
final class SimulatedNotes {

    private SimulatedNotes() {}

    static void add(World world, Session session, long chat, long message, Instant now) {
        var asked = !session.all(world.lines, line -> line.chat() == chat && line.note() == null)
                .isEmpty();
        session.insert(world.lines, message, new LineRow(message, chat, null));
        if (!asked) {
            ask(world, session, chat, Long.toString(message), now);
        }
    }

    static void bound(World world, Session session, long chat, String occasion, Instant now) {
        var waits = !session.all(world.lines, line -> line.chat() == chat && line.note() == null)
                        .isEmpty()
                || !session.all(world.notes, note -> note.chat() == chat).isEmpty();
        if (waits) {
            ask(world, session, chat, occasion, now);
        }
    }

    private static void ask(World world, Session session, long chat, String occasion, Instant now) {
        var job = new NewJob(Rows.US, "note", chat + ":" + occasion, "note:" + chat, Long.toString(chat), now);
        world.enqueue(session, job, now);
    }

    static JobResult run(World world, Job job) {
        long chat = Long.parseLong(job.payload());
        try {
            while (world.inTransaction(session -> assemble(world, session, chat)) && write(world, chat)) {
                // There may be more by now.
            }
            return JobResult.done();
        } catch (CrmTrouble trouble) {
            return Troubles.answer(job, trouble);
        }
    }

    private static boolean assemble(World world, Session session, long id) {
        var chat = session.lock(world.chats, id);
        if (chat == null
                || chat.pending() != null
                || chat.standing().contact() == null && chat.standing().deal() == null) {
            return false;
        }
        for (var line : session.all(world.lines, one -> one.chat() == id && one.note() == null)) {
            var key = "note:" + id + ":" + line.message();
            long n = world.notes.next();
            session.insert(world.notes, key, new NoteRow(n, key, id, Long.toString(line.message())));
            session.update(world.lines, line.message(), _ -> true, one -> new LineRow(one.message(), one.chat(), key));
        }
        return true;
    }

    private static boolean write(World world, long id) {
        var chat = Objects.requireNonNull(world.inTransaction(session -> session.get(world.chats, id)));
        var target =
                new Crm.NoteTarget(chat.standing().contact(), chat.standing().deal());
        var unwritten = world.inTransaction(session -> session.all(world.notes, note -> note.chat() == id)).stream()
                .sorted(java.util.Comparator.comparing(NoteRow::id))
                .toList();
        for (var note : unwritten) {
            var key = world.has(Bug.NOTE_KEY_WHEN_WRITTEN) ? note.key() + world.notes.next() : note.key();
            world.crm().addNote(target, new Crm.Note(note.text(), null, World.START), key);
            world.useTransaction(session -> session.delete(world.notes, note.key()));
        }
        return !unwritten.isEmpty();
    }
}
