package parley.crm.builtin;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.crm.MessengerAddress;
import parley.crm.PhoneIndex;
import parley.rules.StageKind;

/// Records as the screens get them: with names beside ids.
final class Views {

    record Person(String id, String name) {}

    record ContactRow(
            String id,
            String name,
            List<String> phones,
            List<MessengerAddress> addresses,
            @Nullable Person responsible,
            int openDeals,
            int closedDeals) {}

    record ContactCard(
            String id,
            long version,
            String name,
            List<String> phones,
            @Nullable String email,
            List<MessengerAddress> addresses,
            @Nullable Person responsible,
            List<DealRow> deals,
            List<Person> sameNumber,
            Instant createdAt,
            Instant updatedAt) {}

    record DealRow(
            String id,
            long version,
            String name,
            String pipeline,
            String stage,
            String stageName,
            StageKind kind,
            @Nullable Person responsible,
            @Nullable BigDecimal amount,
            List<Person> contacts,
            @Nullable Instant acceptedAt,
            Instant createdAt,
            @Nullable Instant closedAt) {}

    private final Handle tx;
    private final Tables tables;
    private final Map<String, String> employees;
    private final Map<String, Pipelines.Stage> stages;

    Views(Handle tx, Tables tables) {
        this.tx = tx;
        this.tables = tables;
        this.employees =
                tables.employees().all(tx).stream().collect(Collectors.toMap(Employees.Row::id, Employees.Row::name));
        this.stages = tables.pipelines().all(tx).stream()
                .flatMap(pipeline -> pipeline.stages().stream())
                .collect(Collectors.toMap(Pipelines.Stage::id, Function.identity()));
    }

    @Nullable
    Person employee(@Nullable String id) {
        return id == null ? null : new Person(id, employees.getOrDefault(id, "?"));
    }

    ContactRow row(Contacts.Row contact) {
        var deals = tables.deals().ofContact(tx, contact.id());
        int closed = (int) deals.stream().filter(deal -> deal.kind().closed()).count();
        return new ContactRow(
                Long.toString(contact.id()),
                contact.name(),
                contact.phones(),
                contact.addresses(),
                employee(contact.responsible()),
                deals.size() - closed,
                closed);
    }

    ContactCard card(Contacts.Row contact) {
        return new ContactCard(
                Long.toString(contact.id()),
                contact.version(),
                contact.name(),
                contact.phones(),
                contact.email(),
                contact.addresses(),
                employee(contact.responsible()),
                tables.deals().ofContact(tx, contact.id()).stream()
                        .map(this::deal)
                        .toList(),
                sameNumber(contact.phones(), contact.id()),
                contact.createdAt(),
                contact.updatedAt());
    }

    DealRow deal(Deals.Row deal) {
        var stage = stages.get(deal.stage());
        return new DealRow(
                Long.toString(deal.id()),
                deal.version(),
                deal.name(),
                deal.pipeline(),
                deal.stage(),
                stage == null ? "" : stage.name(),
                deal.kind(),
                employee(deal.responsible()),
                deal.amount(),
                contacts(deal.contacts()),
                deal.acceptedAt(),
                deal.createdAt(),
                deal.closedAt());
    }

    /// Other contacts with one of these numbers, in whatever spelling.
    List<Person> sameNumber(List<String> phones, long except) {
        var digits = PhoneIndex.readings(phones);
        return tables.contacts().byDigits(tx, digits).stream()
                .filter(other -> other.id() != except)
                .map(other -> new Person(Long.toString(other.id()), other.name()))
                .toList();
    }

    private List<Person> contacts(List<String> ids) {
        var people = new ArrayList<Person>();
        for (var id : ids) {
            tables.contacts()
                    .find(tx, Rows.number(id))
                    .filter(contact -> !contact.gone())
                    .ifPresent(contact -> people.add(new Person(id, contact.name())));
        }
        return people;
    }
}
