package parley.inbox;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.channel.Channels;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.settings.SettingsDesk.Agreed;

/// Who looks at a chat and who types there, as far as this process knows. Told to those who have the chat open or its
/// thread at hand and who see it at that moment; never kept.
final class Presence {

    /// A chat and the law of the moment.
    private record Scene(Chat chat, Agreed agreed) {

        @Nullable
        Eyes of(Viewer viewer) {
            var me = viewer.employee();
            if (me == null) {
                return null;
            }
            var eyes = new Eyes(me, agreed, viewer.card());
            return eyes.sees(chat) ? eyes : null;
        }

        boolean hears(Window window) {
            var near = window.watched.contains(chat.id()) || chat.id().equals(window.looking);
            return near && window.live && of(window.viewer()) != null;
        }
    }

    private final Moments moments;
    private final ChatRoom room;
    private final Channels channels;

    Presence(Moments moments, ChatRoom room, Channels channels) {
        this.moments = moments;
        this.room = room;
        this.channels = channels;
    }

    private Optional<Scene> scene(AccountId account, ChatId chat) {
        return moments.at(account, moment -> {
            var agreed = moment.agreed();
            return agreed == null
                    ? Optional.empty()
                    : room.chats().find(moment.tx(), account, chat).map(found -> new Scene(found, agreed));
        });
    }

    /// The window shows this chat now, or none.
    void looks(Company company, Window window, @Nullable ChatId chat) {
        var before = window.looking;
        if (!Objects.equals(before, chat)) {
            company.locked(() -> window.looking = chat);
            tell(company, window, before);
            tell(company, window, chat);
        }
    }

    private void tell(Company company, Window who, @Nullable ChatId chat) {
        if (chat != null) {
            scene(who.viewer().account(), chat)
                    .ifPresent(scene -> company.each(window -> {
                        if (scene.hears(window)) {
                            var others = lookers(
                                    company.windows(), scene, window.viewer().employee());
                            window.say(Frames.presence(chat, others, List.of()));
                        }
                    }));
        }
    }

    void types(Company company, Window typist, ChatId chat) {
        scene(typist.viewer().account(), chat).ifPresent(scene -> {
            var eyes = scene.of(typist.viewer());
            if (eyes != null && eyes.access(scene.chat().facts()).writes()) {
                company.each(window -> {
                    if (!eyes.me().equals(window.viewer().employee()) && scene.hears(window)) {
                        window.say(Frames.typing(chat, eyes.named(eyes.me())));
                    }
                });
                tellClient(scene.chat(), eyes.named(eyes.me()).name());
            }
        });
    }

    /// A messenger may be slow; nobody waits for it.
    private void tellClient(Chat chat, String author) {
        if (chat.test()) {
            return;
        }
        channels.live(chat.account(), chat.channel())
                .ifPresent(live -> Thread.ofVirtual()
                        .name("typing")
                        .start(() -> live.connection().typing(chat.address(), author)));
    }

    /// The client is writing: he has a name, and no employee's id.
    void clientTypes(Company company, AccountId account, ChatId chat) {
        scene(account, chat).ifPresent(scene -> {
            var name = scene.chat().person().name();
            var client = new Named("", name == null ? "" : name);
            company.each(window -> {
                if (scene.hears(window)) {
                    window.say(Frames.typing(chat, client));
                }
            });
        });
    }

    /// Those who have the chat open and see it.
    static List<Named> lookers(Collection<Window> windows, Chat chat, Agreed agreed, @Nullable EmployeeId except) {
        return lookers(windows, new Scene(chat, agreed), except);
    }

    private static List<Named> lookers(Collection<Window> windows, Scene scene, @Nullable EmployeeId except) {
        var people = new LinkedHashSet<Named>();
        for (var window : windows) {
            if (scene.chat().id().equals(window.looking)
                    && !Objects.equals(except, window.viewer().employee())) {
                var eyes = scene.of(window.viewer());
                if (eyes != null) {
                    people.add(eyes.named(eyes.me()));
                }
            }
        }
        return List.copyOf(people);
    }
}
