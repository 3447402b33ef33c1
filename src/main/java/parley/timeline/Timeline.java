package parley.timeline;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import parley.auth.Accounts;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.Message;
import parley.chat.TimelineLines.NoteOrder;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.intake.Troubles;
import parley.platform.Database;
import parley.platform.Failpoint;
import parley.platform.Job;
import parley.platform.JobHandler;
import parley.platform.JobResult;
import parley.rules.Digest;
import parley.settings.Crms;

/// Writes dialogues into the CRM's timeline (R50): handles jobs of kind {@link NoteOrder#KIND}.
///
/// First, in one transaction, what is due is put together into notes and every message is assigned to its note; then
/// the notes are written under their keys. Cut off anywhere and done again, it writes the same.
public final class Timeline implements JobHandler {

    /// Goes into the column of lines that no note was made for.
    private static final String NO_NOTE = "none";

    private final Database database;
    private final ChatRoom room;
    private final Crms crms;
    private final Accounts accounts;
    private final Supplier<URI> address;
    private final InstantSource clock;
    private final NoteTable notes = new NoteTable();

    /// @param address where people reach Parley: files are links to it
    public Timeline(
            Database database,
            ChatRoom room,
            Crms crms,
            Accounts accounts,
            Supplier<URI> address,
            InstantSource clock) {
        this.database = database;
        this.room = room;
        this.crms = crms;
        this.accounts = accounts;
        this.address = address;
        this.clock = clock;
    }

    @Override
    public JobResult run(Job job) {
        var chat = job.payload(NoteOrder.class).chat();
        var crm = crms.of(job.account())
                .map(Crms.Line::crm)
                .filter(one -> one.capabilities().timeline());
        if (crm.isEmpty()) {
            database.useTransaction(tx -> drop(tx, job.account(), chat));
            return JobResult.done();
        }
        int maxLength = crm.get().capabilities().noteMaxLength();
        try {
            var ready = database.inTransaction(tx -> assemble(tx, job.account(), chat, maxLength));
            while (ready.isPresent() && write(ready.get(), crm.get())) {
                ready = database.inTransaction(tx -> assemble(tx, job.account(), chat, maxLength));
            }
            return JobResult.done();
        } catch (CrmTrouble trouble) {
            return Troubles.answer(job, trouble);
        }
    }

    /// A CRM that is disconnected, or has no timeline, gets nothing (R12a).
    private void drop(Handle tx, AccountId account, ChatId id) {
        room.chats()
                .lock(tx, account, id)
                .ifPresent(chat -> notes.assign(
                        tx,
                        chat,
                        notes.due(tx, chat, clock.instant()).stream()
                                .map(NoteTable.Line::message)
                                .toList(),
                        NO_NOTE));
    }

    /// Puts together what is due. Empty while the CRM has no record to write to: once there is one, it is asked for
    /// again ({@link parley.chat.TimelineLines#bound}).
    private Optional<Chat> assemble(Handle tx, AccountId account, ChatId id, int maxLength) {
        var chat = room.chats().lock(tx, account, id).orElse(null);
        if (chat == null || chat.pending() != null || chat.contact() == null && chat.deal() == null) {
            return Optional.empty();
        }
        var due = notes.due(tx, chat, clock.instant());
        var messages = room
                .messages()
                .find(tx, account, due.stream().map(NoteTable.Line::message).toList())
                .stream()
                .collect(Collectors.toMap(Message::id, message -> message));
        for (var together : grouped(due)) {
            note(tx, chat, together, messages, maxLength);
        }
        return Optional.of(chat);
    }

    /// Lines of one note each, in the order in which the notes are written.
    private static List<List<NoteTable.Line>> grouped(List<NoteTable.Line> due) {
        var groups = new LinkedHashMap<Object, List<NoteTable.Line>>();
        for (var line : due) {
            groups.computeIfAbsent(line.alone() ? line.message() : line.window(), _ -> new ArrayList<>())
                    .add(line);
        }
        return List.copyOf(groups.values());
    }

    private void note(
            Handle tx, Chat chat, List<NoteTable.Line> lines, Map<MessageId, Message> messages, int maxLength) {
        var account = accounts.find(tx, chat.account()).orElseThrow();
        var said = lines.stream()
                .map(line -> messages.get(line.message()))
                .filter(message -> message != null && Lines.isCopied(message))
                .toList();
        var window = lines.getFirst().window();
        var name = "note:" + chat.id() + ":" + window.start().toEpochMilli() + "-"
                + lines.getFirst().message();
        notes.assign(tx, chat, lines.stream().map(NoteTable.Line::message).toList(), said.isEmpty() ? NO_NOTE : name);
        if (said.isEmpty()) {
            return;
        }
        var words = new Lines(address.get(), account.language().equals("ru"), chat);
        var texts = Digest.texts(
                account.zone(),
                said.stream()
                        .map(message -> words.line(message, window.start()))
                        .toList(),
                maxLength);
        var alone = lines.getFirst().alone();
        for (int part = 0; part < texts.size(); part++) {
            notes.add(
                    tx,
                    chat,
                    new NoteTable.Note(
                            name + ":" + part,
                            alone ? Lines.employee(said.getFirst()) : null,
                            texts.get(part),
                            alone ? said.getFirst().at() : window.end()));
        }
    }

    /// Whether there was anything to write.
    private boolean write(Chat chat, Crm crm) {
        var target = new Crm.NoteTarget(chat.contact(), chat.deal());
        var unwritten = database.read(tx -> notes.unwritten(tx, chat));
        for (var note : unwritten) {
            Failpoint.NOTE_ASSEMBLED.hit();
            try {
                crm.addNote(target, new Crm.Note(note.text(), note.author(), note.at()), note.key());
                Failpoint.NOTE_WRITTEN.hit();
                database.useTransaction(tx -> notes.written(tx, chat, note));
                Failpoint.NOTE_MARKED.hit();
            } catch (CrmTrouble trouble) {
                if (trouble.kind() != CrmTrouble.Kind.REFUSED && trouble.kind() != CrmTrouble.Kind.GONE) {
                    throw trouble;
                }
                database.useTransaction(
                        tx -> notes.refused(tx, chat, note, trouble.kind().name()));
            }
        }
        return !unwritten.isEmpty();
    }

    /// The chat that a note was made from.
    static Optional<ChatId> chatOf(String key) {
        var parts = key.split(":");
        return parts.length == 4 && parts[0].equals("note") && parts[1].matches("\\d{1,18}")
                ? Optional.of(new ChatId(Long.parseLong(parts[1])))
                : Optional.empty();
    }
}
