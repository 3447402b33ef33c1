package parley.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.intake.TestMessage;
import parley.rules.Hints;
import parley.settings.SettingsDesk.Agreed;

/// The window after the first save: a test message, and what else is worth settling (R62, R63).
final class FirstSave {

    /// @param test absent without a channel for it
    /// @param hints `several_channels`, `managers`
    record Shown(@Nullable Test test, List<String> hints) {}

    /// @param seen whether whoever has saved sees the message in his own chats
    record Test(Channel channel, ChatId chat, boolean seen) {}

    record Channel(String id, String type, String name) {}

    private final TestMessage message;

    FirstSave(TestMessage message) {
        this.message = message;
    }

    Shown of(Viewer viewer, Agreed agreed) {
        return new Shown(test(viewer, agreed), Hints.of(agreed.settings()));
    }

    /// Absent without a channel for it.
    @Nullable
    Test test(Viewer viewer, Agreed agreed) {
        return message.write(viewer, agreed)
                .map(written -> new Test(
                        new Channel(
                                written.channel().id().toString(),
                                written.channel().type(),
                                written.channel().name()),
                        written.chat(),
                        written.seen()))
                .orElse(null);
    }
}
