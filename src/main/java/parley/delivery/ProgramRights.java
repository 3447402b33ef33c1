package parley.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.Address;
import parley.base.ChannelId;
import parley.chat.Chat;
import parley.chat.Message;
import parley.rules.ChatFacts;
import parley.rules.Reason;
import parley.rules.Responsible;
import parley.settings.SettingsDesk.Agreed;

/// What a program may do: everything on the channels that are ticked (R9).
record ProgramRights(AccountId account, String name, Agreed agreed) implements Writer {

    @Override
    public String language() {
        return "en";
    }

    @Override
    public Message.Author author() {
        return new Message.Author(null, name);
    }

    @Override
    public boolean reads(Chat chat) {
        return reaches(chat.channel());
    }

    @Override
    public boolean writes(Chat chat) {
        return reaches(chat.channel());
    }

    @Override
    public boolean writesFirst(Address address, ChatFacts chat) {
        return reaches(chat.channel());
    }

    private boolean reaches(ChannelId channel) {
        return agreed.settings().channel(channel).isPresent();
    }

    @Override
    public Chat.@Nullable Claim overtaken(Chat chat, Instant began) {
        return null;
    }

    @Override
    public Reason refusal(Chat chat, List<Responsible> sources) {
        return notTicked();
    }

    @Override
    public Reason refusal(Address address, ChatFacts chat, List<Responsible> sources) {
        return notTicked();
    }

    private static Reason notTicked() {
        return new Reason("channel_not_ticked", "R9", Map.of());
    }

    @Override
    public boolean mayChange(Message message) {
        return message.outgoing();
    }
}
