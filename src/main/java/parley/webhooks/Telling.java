package parley.webhooks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.channel.Channels;
import parley.chat.Aspect;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.Feed.Change;
import parley.chat.FeedTail;
import parley.chat.Message;
import parley.settings.SettingsDesk;
import parley.webhooks.Parcel.Item;
import parley.webhooks.Wire.Notice;

/// Turns what has changed into what an address is told: only of channels that the integration has taken (R9), and
/// nothing of test messages (R62).
final class Telling {

    private static final String CHANNELS = "channels";

    /// @param channels the states that it knows then; absent when they are as it knew them
    record Told(List<Item> items, @Nullable Map<String, String> channels) {}

    private record Said(Chat chat, Message message, Quoted quoted) {}

    private final ChatRoom room;
    private final Channels channels;
    private final SettingsDesk desk;
    private final Wire wire;

    Telling(ChatRoom room, Channels channels, SettingsDesk desk, Wire wire) {
        this.room = room;
        this.channels = channels;
        this.desk = desk;
        this.wire = wire;
    }

    /// @param known the states of channels that the address was told last
    Told of(Handle tx, Subscription to, List<FeedTail.Entry> entries, Map<String, String> known) {
        var ticked = ticked(tx, to.account());
        var items = new ArrayList<Item>();
        if (to.wants(Kind.MESSAGES_AND_STATUSES)) {
            messages(tx, to, entries, ticked, items);
        }
        var lists = entries.stream()
                .filter(entry -> entry.change() instanceof Change.OfList(var list) && list.equals(CHANNELS))
                .toList();
        if (lists.isEmpty() || !to.wants(Kind.CHANNELS_UPDATES)) {
            return new Told(items, null);
        }
        var now = states(tx, to, ticked);
        var at = lists.getLast().at();
        channels.ever(tx, to.account()).stream()
                .filter(channel -> now.containsKey(channel.id().toString()))
                .filter(channel ->
                        !Wire.state(channel).equals(known.get(channel.id().toString())))
                .map(channel -> new Item(Parcel.CHANNELS, at, Wire.channel(channel, at)))
                .forEach(items::add);
        return new Told(items, now);
    }

    /// The channels that the integration has taken (R9); none while no CRM is connected.
    Set<ChannelId> ticked(Handle tx, AccountId account) {
        return desk.current(tx, account).stream()
                .filter(SettingsDesk.Agreed::connected)
                .flatMap(agreed -> agreed.settings().channels().stream())
                .filter(channel -> channel.ticked())
                .map(channel -> channel.id())
                .collect(Collectors.toSet());
    }

    /// The states as they are now: what a new address counts as told.
    Map<String, String> states(Handle tx, Subscription to) {
        return states(tx, to, ticked(tx, to.account()));
    }

    private Map<String, String> states(Handle tx, Subscription to, Set<ChannelId> ticked) {
        return channels.ever(tx, to.account()).stream()
                .filter(channel -> ticked.contains(channel.id()))
                .collect(Collectors.toMap(channel -> channel.id().toString(), Wire::state));
    }

    private void messages(
            Handle tx, Subscription to, List<FeedTail.Entry> entries, Set<ChannelId> ticked, List<Item> items) {
        var ids = new LinkedHashSet<MessageId>();
        var chatIds = new LinkedHashSet<ChatId>();
        for (var entry : entries) {
            if (entry.change() instanceof Change.OfMessage(var chat, var message, var _)) {
                ids.add(message);
                chatIds.add(chat);
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        var messages = room.messages().find(tx, to.account(), ids).stream()
                .filter(message -> !message.test() && ticked.contains(message.channel()))
                .collect(Collectors.toMap(Message::id, Function.identity()));
        var chats = room.chats().find(tx, to.account(), chatIds).stream()
                .collect(Collectors.toMap(Chat::id, Function.identity()));
        var quoted = Quoted.by(tx, room.messages(), to.account(), messages.values());
        // Each thing once in a round, however often it has happened: what is told is as it is now.
        var told = new LinkedHashMap<List<Object>, Item>();
        for (var entry : entries) {
            if (entry.change() instanceof Change.OfMessage(var chatId, var id, var aspect)) {
                var chat = chats.get(chatId);
                var message = messages.get(id);
                if (chat != null && message != null) {
                    items(new Said(chat, message, quoted), aspect, entry)
                            .forEach(item -> told.putIfAbsent(key(id, item), item));
                }
            }
        }
        items.addAll(told.values());
    }

    private static List<Object> key(MessageId id, Item item) {
        var content = new HashMap<>(item.content());
        content.keySet().retainAll(Set.of("status", "isEdited", "isDeleted"));
        if (item.kind().equals(Parcel.MESSAGES)) {
            content.remove("status");
        }
        return List.of(id, item.kind(), content);
    }

    private List<Item> items(Said said, Aspect aspect, FeedTail.Entry entry) {
        var message = said.message();
        return switch (aspect) {
            case Aspect.New() -> Wire.isWhole(message) ? said(said, Notice.NONE, entry) : List.of();
            // The message was kept back until its link could be told with it.
            case Aspect.Fetched() -> Wire.isWhole(message) ? said(said, Notice.NONE, entry) : List.of();
            case Aspect.Moved(var to) -> {
                var status = message.outgoing() ? wire.status(said.chat(), said.message(), to, entry.at()) : null;
                yield status == null ? List.of() : List.of(new Item(Parcel.STATUSES, entry.at(), status));
            }
            case Aspect.Edited(var there) -> edited(said, there, entry);
            case Aspect.Deleted() -> said(said, Notice.DELETED, entry);
            case Aspect.Other() -> List.of();
        };
    }

    /// An edit at the messenger itself has a status of its own beside the new words.
    private List<Item> edited(Said said, boolean there, FeedTail.Entry entry) {
        var items = new ArrayList<>(said(said, Notice.EDITED, entry));
        if (there && said.message().outgoing()) {
            items.add(new Item(
                    Parcel.STATUSES, entry.at(), wire.status(said.chat(), said.message(), "edited", entry.at())));
        }
        return items;
    }

    private List<Item> said(Said said, Notice notice, FeedTail.Entry entry) {
        return List.of(new Item(
                Parcel.MESSAGES, entry.at(), wire.message(said.chat(), said.message(), said.quoted(), notice)));
    }
}
