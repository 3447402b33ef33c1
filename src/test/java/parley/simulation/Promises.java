package parley.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import parley.channel.DeliveryStatus;
import parley.chat.Decisions;
import parley.chat.Trace.Kind;
import parley.chat.Trace.Outcome;
import parley.crm.Contact;
import parley.crm.Deal;
import parley.rules.DealFacts;
import parley.rules.Responsible;
import parley.simulation.Rows.ChatRow;
import parley.simulation.Rows.MessageRow;

/// What must have come true when the calm is over, whatever happened before.
final class Promises {

    private final World world;
    private final boolean otherHands;
    private final Map<Long, List<MessageRow>> dialogues = new LinkedHashMap<>();

    /// @param otherHands whoever is responsible may have become so by other hands than Parley's
    Promises(World world, boolean otherHands) {
        this.world = world;
        this.otherHands = otherHands;
        for (var chat : world.chats.rows.keySet()) {
            dialogues.put(chat, new ArrayList<>());
        }
        for (var message : world.messages.rows.values()) {
            Objects.requireNonNull(dialogues.get(message.chat())).add(message);
        }
    }

    void check() {
        nothingAcknowledgedIsLostOrTwice();
        dialogues.forEach(this::orderIsKept);
        nothingIsLeftUndone();
        sendsAreNotRepeated();
        notesAreWrittenOnce();
        programsHearEverythingInOrder();
        clientsHaveOneContactAndOneDeal();
        world.chats.rows.values().forEach(this::oneWinner);
        world.chats.rows.values().forEach(this::theCrmAgrees);
        new Fairness(world).check();
    }

    private static void must(boolean kept, String promise, Object... what) {
        if (!kept) {
            throw new Violation(promise + ": " + List.of(what));
        }
    }

    /// P1, P2 (R70).
    private void nothingAcknowledgedIsLostOrTwice() {
        var stored = world.messages.rows.values().stream()
                .filter(one -> one.external() != null)
                .collect(Collectors.groupingBy(one -> Objects.requireNonNull(one.external()), Collectors.counting()));
        world.messenger
                .acknowledged
                .values()
                .forEach(all -> all.forEach(
                        external -> must(stored.containsKey(external), "acknowledged and lost (R70)", external)));
        stored.forEach((external, count) -> must(count == 1, "stored twice (R70)", external));
    }

    /// P3 (R71).
    private void orderIsKept(long chat, List<MessageRow> said) {
        var seqs = said.stream().map(MessageRow::seq).sorted().toList();
        for (int n = 0; n < seqs.size(); n++) {
            must(seqs.get(n) == n + 1, "numbers of a chat have gaps (R71)", chat, seqs);
        }
        var heard = said.stream()
                .filter(one -> one.external() != null)
                .sorted(java.util.Comparator.comparing(MessageRow::seq))
                .map(MessageRow::external)
                .toList();
        must(heard.equals(heard.stream().sorted().toList()), "out of order (R71)", chat, heard);
    }

    private void nothingIsLeftUndone() {
        for (var job : world.jobs.rows.values()) {
            must(!job.open(), "never done", job);
            must(!job.state().equals("dead"), "given up", job);
            must(!job.state().equals("unknown") || job.lane().endsWith(":out"), "unknown", job);
        }
        for (var chat : world.chats.rows.values()) {
            must(chat.pending() == null, "decided and never carried out (R80)", chat);
            var asked = dialogues.get(chat.id()).stream().anyMatch(one -> one.external() != null);
            must(!asked || !decisions(chat).isEmpty(), "never decided upon (R26, R27)", chat);
        }
    }

    /// P7 (R72), and the order of what goes out (R71).
    private void sendsAreNotRepeated() {
        for (var message : world.messages.rows.values()) {
            if (message.author() == null) {
                continue;
            }
            var went = world.messenger.calls.stream()
                    .filter(call -> call.message() == message.id() && call.went())
                    .count();
            must(went <= 1 + message.resent(), "sent again by itself (R72)", message, went);
            must(
                    message.status() != DeliveryStatus.QUEUED && message.status() != DeliveryStatus.SENDING,
                    "neither sent nor failed nor unknown (R72)",
                    message);
        }
        dialogues.forEach((chat, said) -> {
            var certain = said.stream()
                    .filter(one -> one.author() != null && !one.wasUnknown())
                    .map(MessageRow::id)
                    .collect(Collectors.toSet());
            var gone = world.messenger.calls.stream()
                    .filter(call -> call.went() && certain.contains(call.message()))
                    .map(Messenger.Call::message)
                    .toList();
            must(gone.equals(gone.stream().sorted().toList()), "sent out of order (R71)", chat, gone);
        });
    }

    /// R50.
    private void notesAreWrittenOnce() {
        var written = new ArrayList<>(world.crm.written);
        must(new HashSet<>(written).size() == written.size(), "a note twice (R50)", written);
        dialogues.forEach((chat, said) -> {
            var row = Objects.requireNonNull(world.chats.rows.get(chat));
            var ids = said.stream().map(one -> Long.toString(one.id())).toList();
            var there = written.stream().filter(ids::contains).toList();
            if (row.standing().contact() != null) {
                must(there.equals(ids), "notes lost or out of order (R50)", chat, ids, there);
            }
        });
    }

    /// P8.
    private void programsHearEverythingInOrder() {
        dialogues.forEach((chat, said) -> {
            var heard = world.hooks.getOrDefault(chat.toString(), List.of()).stream()
                    .distinct()
                    .toList();
            must(heard.equals(said.stream().map(MessageRow::id).toList()), "not told, or out of order", chat, heard);
        });
    }

    /// P6 (R24, R26, R27, R30).
    private void clientsHaveOneContactAndOneDeal() {
        var contacts = new HashMap<String, Contact>();
        for (var contact : List.copyOf(world.crm.contacts.values())) {
            for (var address : contact.addresses()) {
                must(contacts.put(address.id(), contact) == null, "two contacts of one client (R30)", contact);
            }
            var ours = deals(contact).stream()
                    .filter(deal -> world.crm.ours.containsKey(deal.id().value()))
                    .toList();
            must(ours.size() <= 1, "two deals for one client (R30)", ours);
        }
        for (var chat : world.chats.rows.values()) {
            var contact = contacts.get(chat.client());
            var given = decisions(chat).stream()
                    .map(world::outcome)
                    .anyMatch(outcome -> outcome.kind() == Kind.ASSIGN || isClaim(outcome, "reply"));
            if (given && !otherHands) {
                must(contact != null && !deals(contact).isEmpty(), "no deal for whoever got a client (R26, R27)", chat);
            }
        }
    }

    private static boolean isClaim(Outcome outcome, String via) {
        return outcome.kind() == Kind.CLAIM && via.equals(outcome.via());
    }

    /// R26: of many who reply at the same moment one wins, and the texts of the others are not sent.
    private void oneWinner(ChatRow chat) {
        if (otherHands) {
            return;
        }
        var claims = decisions(chat).stream()
                .map(world::outcome)
                .filter(outcome -> isClaim(outcome, "reply"))
                .map(Outcome::employee)
                .toList();
        must(claims.size() <= 1, "several were first (R26)", chat.id(), claims);
        var assigned = decisions(chat).stream()
                .filter(one -> world.outcome(one).kind() == Kind.ASSIGN)
                .count();
        must(assigned <= 1, "given away twice (R30)", chat.id());
    }

    /// R22: once everything is carried out, the chat is as the CRM says, whenever people have changed something there.
    private void theCrmAgrees(ChatRow chat) {
        var id = chat.standing().contact();
        if (id == null) {
            return;
        }
        var contact = List.copyOf(world.crm.contacts.values()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        var facts = deals(contact).stream()
                .map(deal -> new DealFacts(deal.id(), deal.responsible(), deal.kind(), deal.closedAt()))
                .toList();
        var left = Objects.requireNonNull(world.settings.rows.get(1)).staff().left();
        var says = Responsible.employees(Responsible.of(contact.responsible(), facts, left));
        must(
                says.isEmpty() || says.equals(chat.standing().responsible()),
                "the chat and the CRM disagree (R22)",
                chat,
                says);
    }

    private List<Deal> deals(Contact contact) {
        return List.copyOf(world.crm.deals.values()).stream()
                .filter(deal -> deal.contacts().contains(contact.id()))
                .toList();
    }

    private List<Decisions.Stored> decisions(ChatRow chat) {
        return world.decisions.rows.values().stream()
                .filter(one -> one.chat().value() == chat.id())
                .toList();
    }
}
