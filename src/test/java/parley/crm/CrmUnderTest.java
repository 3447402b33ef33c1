package parley.crm;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageRef;
import parley.rules.StageKind;

/// A CRM with what a contract needs around it. Each CRM's test says how things are done in the CRM itself.
interface CrmUnderTest {

    Instant AT = Instant.parse("2026-11-24T09:15:00Z");

    Crm crm();

    /// Two active employees or more.
    List<EmployeeId> employees();

    void deletedInCrm(ContactId contact);

    void leavesTheCompany(EmployeeId employee);

    /// Whether the line itself wakes whoever listens; where it does not, the CRM's webhooks do.
    default boolean wakes() {
        return true;
    }

    default Catalogue.Employee employee(EmployeeId id) {
        return crm().catalogue().employees().stream()
                .filter(employee -> employee.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /// Wakes whoever waits for news: by itself, or by what the CRM sends to our hook address.
    default void listen(Runnable hint) {
        crm().listen(hint);
    }

    /// Up to where everything was told.
    default long cursor() {
        var piece = crm().changesSince(0, 1000);
        do {
            piece = crm().changesSince(piece.cursor(), 1000);
        } while (!piece.changes().isEmpty());
        return piece.cursor();
    }

    default Crm.Lead lead(String key) {
        var pipeline = crm().catalogue().pipelines().getFirst().id();
        return crm().createLead(new NewContact("Client", null, List.of(), List.of(), null), pipeline, "Lead", key);
    }

    default ContactId contact(String name, List<String> phones, String key) {
        return crm().createContact(new NewContact(name, null, phones, List.of(), null), key);
    }

    default DealId deal(ContactId contact, String key) {
        return crm().createDeal(new NewDeal("Kitchen", contact, employees().getFirst(), stage(StageKind.OPEN)), key);
    }

    default StageRef stage(StageKind kind) {
        var pipeline = crm().catalogue().pipelines().getFirst();
        var stage = pipeline.stages().stream()
                .filter(one -> one.kind() == kind)
                .findFirst()
                .orElseThrow();
        return new StageRef(new PipelineId(pipeline.id().value()), stage.id());
    }

    default Contact card(ContactId id) {
        return crm().contact(id).present().orElseThrow();
    }

    default Deal card(DealId id) {
        return crm().deal(id).present().orElseThrow();
    }

    static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = IntStream.range(0, times)
                    .mapToObj(_ -> threads.submit(call))
                    .toList();
            var answers = new java.util.ArrayList<T>();
            for (Future<T> one : asked) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
