package parley.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.Address;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.chat.Message;
import parley.rules.ChatFacts;
import parley.rules.Reason;
import parley.rules.Responsible;
import parley.settings.SettingsDesk.Agreed;

/// A sender with what he may do by the settings of one moment.
sealed interface Writer permits Rights, ProgramRights {

    /// Absent for somebody who may do nothing at all.
    static @Nullable Writer of(Sender sender, @Nullable Agreed agreed) {
        return switch (sender) {
            case Sender.Person(var viewer) -> Rights.of(viewer, agreed);
            case Sender.Program program ->
                agreed == null ? null : new ProgramRights(program.account(), program.name(), agreed);
        };
    }

    AccountId account();

    String language();

    Agreed agreed();

    /// How his messages are signed.
    Message.Author author();

    boolean reads(Chat chat);

    boolean writes(Chat chat);

    /// To somebody who has no chat there yet.
    boolean writesFirst(Address address, ChatFacts chat);

    /// Somebody else got this client by being first, while this one was about to (R26).
    Chat.@Nullable Claim overtaken(Chat chat, Instant began);

    /// Why he may not write there.
    Reason refusal(Chat chat, List<Responsible> sources);

    Reason refusal(Address address, ChatFacts chat, List<Responsible> sources);

    /// Whether he may change these words of ours.
    boolean mayChange(Message message);

    /// Who becomes responsible by being the first to write (R26); absent for a program.
    default @Nullable EmployeeId claimant() {
        return author().employee();
    }

    /// How deletions and reactions are signed.
    default String signature() {
        var employee = author().employee();
        return employee == null ? author().name() : employee.value();
    }

    default String name(EmployeeId employee) {
        return agreed().name(employee);
    }
}
