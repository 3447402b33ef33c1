package parley.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.channel.ChannelTable.Fresh;
import parley.channel.ChannelTable.Which;
import parley.channel.ChannelType.Check;
import parley.channel.Channels.Announcer;
import parley.channel.Channels.Connected;
import parley.channel.Channels.State;
import parley.platform.Database;
import parley.platform.FilledForm;
import parley.platform.FilledForm.Mistake;

/// Connects channels, changes them, switches them off and removes them. The messenger is asked outside transactions.
final class Connecting {

    private static final int KEY_BYTES = 24;
    private static final int LONGEST_NAME = 60;
    private static final Logger LOG = System.getLogger(Channels.class.getName());

    private final Database database;
    private final ChannelLines lines;
    private final Map<String, ChannelType> types;
    private final ChannelTools tools;
    private final Announcer announcer;
    private final ChannelTable table = new ChannelTable();

    Connecting(
            Database database,
            ChannelLines lines,
            Map<String, ChannelType> types,
            ChannelTools tools,
            Announcer announcer) {
        this.database = database;
        this.lines = lines;
        this.types = types;
        this.tools = tools;
        this.announcer = announcer;
    }

    Connected connect(AccountId account, String typeName, String typedName, Map<String, String> typed) {
        var type = types.get(typeName);
        if (type == null) {
            return new Connected.Unknown();
        }
        var address = tools.publicAddress();
        if (type.descriptor().needs().contains("public_https")
                && (address == null || !"https".equals(address.getScheme()))) {
            return new Connected.NeedsPublicAddress();
        }
        var name = typedName.strip();
        var form = read(type, name, database.read(tx -> names(tx, account, null)), typed, Map.of());
        var values = new HashMap<>(form.values());
        values.putAll(type.secrets(tools.random()));
        return switch (check(type, form, values)) {
            case Check.Mistakes(var mistakes) -> new Connected.Invalid(mistakes);
            case Check.Fine fine -> insert(account, type.descriptor(), name, fine, values);
        };
    }

    /// @param others names that are taken
    private static FilledForm read(
            ChannelType type, String name, List<String> others, Map<String, String> typed, Map<String, String> before) {
        var form = FilledForm.read(type.descriptor().form(), typed, before);
        if (name.isBlank()
                || name.codePointCount(0, name.length()) > LONGEST_NAME
                || others.stream().anyMatch(name::equalsIgnoreCase)) {
            form.mistakes().put("name", new Mistake("channel_name", ""));
        }
        return form;
    }

    private Check check(ChannelType type, FilledForm form, Map<String, String> values) {
        return form.mistakes().isEmpty() ? type.check(values, tools) : new Check.Mistakes(form.mistakes());
    }

    private Connected insert(
            AccountId account, Descriptor type, String name, Check.Fine fine, Map<String, String> values) {
        var key = freshKey();
        var fresh = new Fresh(account, type, key, name, fine, lines.seal(account.value(), key, values));
        var inserted = database.<Connected>inTransaction(tx -> {
            table.lock(tx, account);
            if (names(tx, account, null).stream().anyMatch(name::equalsIgnoreCase)) {
                return new Connected.Invalid(Map.of("name", new Mistake("channel_name", "")));
            }
            var id = table.insert(tx, fresh, tools.clock().instant());
            if (id.isEmpty()) {
                return taken(tx, account, type.type(), fine.identity());
            }
            announcer.announce(tx, account, Announcer.What.ROSTER);
            return new Connected.Done(
                    table.find(tx, account, id.get()).orElseThrow().channel());
        });
        return switch (inserted) {
            case Connected.Done(var channel) -> subscribed(account, channel.id());
            case Connected other -> other;
        };
    }

    private Connected taken(Handle tx, AccountId account, String type, String identity) {
        return new Connected.Taken(
                table.byIdentity(tx, account, type, identity).orElseThrow().channel());
    }

    Connected change(AccountId account, ChannelId id, @Nullable String typedName, Map<String, String> typed) {
        var row = database.read(tx -> table.find(tx, account, id))
                .filter(one -> !one.channel().deleted())
                .orElse(null);
        var type = row == null ? null : types.get(row.channel().type());
        if (row == null || type == null) {
            return new Connected.Unknown();
        }
        var name = typedName == null ? row.channel().name() : typedName.strip();
        var before = lines.unseal(row);
        var form = read(type, name, database.read(tx -> names(tx, account, id)), typed, before);
        var values = new HashMap<>(FilledForm.unseen(type.descriptor().form(), before));
        values.putAll(form.values());
        if (values.equals(before) && form.mistakes().isEmpty()) {
            return rename(account, id, name, _ -> Optional.empty());
        }
        return switch (check(type, form, values)) {
            case Check.Mistakes(var mistakes) -> new Connected.Invalid(mistakes);
            case Check.Fine fine
            when !fine.identity().isEmpty() && !fine.identity().equals(row.identity()) ->
                new Connected.Invalid(anotherAccount(typed));
            case Check.Fine fine -> {
                var sealed = lines.seal(account.value(), row.channel().key(), values);
                var renamed = rename(account, id, name, tx -> retype(tx, row.channel(), fine, sealed));
                yield renamed instanceof Connected.Done && row.channel().state() != State.DISABLED
                        ? subscribed(account, id)
                        : renamed;
            }
        };
    }

    /// The chats of one account cannot become those of another: it has to be connected as a channel of its own.
    private static Map<String, Mistake> anotherAccount(Map<String, String> typed) {
        return Map.of(typed.keySet().stream().sorted().findFirst().orElse(""), new Mistake("another_account", ""));
    }

    private Optional<Connected> retype(Handle tx, Channels.Channel channel, Check.Fine fine, String sealed) {
        var holder = table.byIdentity(tx, channel.account(), channel.type(), fine.identity())
                .map(ChannelTable.Row::channel)
                .filter(other -> !other.id().equals(channel.id()));
        if (holder.isEmpty()) {
            table.retype(tx, channel.account(), channel.id(), fine, sealed);
        }
        return holder.map(Connected.Taken::new);
    }

    /// @param also what changes besides; answers why it cannot
    private Connected rename(AccountId account, ChannelId id, String name, Function<Handle, Optional<Connected>> also) {
        var result = database.<Connected>inTransaction(tx -> {
            table.lock(tx, account);
            if (names(tx, account, id).stream().anyMatch(name::equalsIgnoreCase)) {
                return new Connected.Invalid(Map.of("name", new Mistake("channel_name", "")));
            }
            var refusal = also.apply(tx);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            table.rename(tx, account, id, name);
            var channel = table.find(tx, account, id).orElseThrow().channel();
            announcer.announce(tx, account, Announcer.What.ROSTER);
            return channel.deleted() ? new Connected.Unknown() : new Connected.Done(channel);
        });
        lines.look();
        return result;
    }

    private List<String> names(Handle tx, AccountId account, @Nullable ChannelId but) {
        return table.all(tx, account, false).stream()
                .filter(row -> !row.channel().id().equals(but))
                .map(row -> row.channel().name())
                .toList();
    }

    boolean remove(AccountId account, ChannelId id) {
        var live = lines.find(new Which(account, id));
        var removed = database.inTransaction(tx -> {
            table.lock(tx, account);
            var deleted = table.delete(tx, account, id, tools.clock().instant());
            if (deleted) {
                announcer.announce(tx, account, Announcer.What.ROSTER);
            }
            return deleted;
        });
        if (removed) {
            lines.look();
            live.ifPresent(one -> unsubscribe(one.connection(), id));
        }
        return removed;
    }

    Connected act(AccountId account, ChannelId id, String action) {
        var live = lines.find(new Which(account, id));
        if (live.isEmpty()) {
            return new Connected.Unknown();
        }
        return switch (action) {
            case "reconnect", "enable" -> {
                move(account, id, State.CONNECTING, null, true);
                yield subscribed(account, id);
            }
            case "check" -> {
                report(live.get().channel(), ask(id, live.get().connection()::health));
                yield found(account, id);
            }
            case "disable" -> {
                move(account, id, State.DISABLED, null, true);
                unsubscribe(live.get().connection(), id);
                yield found(account, id);
            }
            default -> new Connected.Unknown();
        };
    }

    private Connected subscribed(AccountId account, ChannelId id) {
        lines.look();
        lines.find(new Which(account, id))
                .ifPresent(live -> report(live.channel(), ask(id, live.connection()::subscribe)));
        return found(account, id);
    }

    private Connected found(AccountId account, ChannelId id) {
        return database.read(tx -> table.find(tx, account, id))
                .<Connected>map(row -> new Connected.Done(row.channel()))
                .orElseGet(Connected.Unknown::new);
    }

    /// Asks the adapter how its line is. One that breaks down instead of answering needs a look.
    Connection.Health ask(ChannelId id, Supplier<Connection.Health> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "channel " + id + " could not be asked how it is", e);
            return new Connection.Health.Attention("check_failed");
        }
    }

    private static void unsubscribe(Connection connection, ChannelId id) {
        try {
            connection.unsubscribe();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the messenger of channel " + id + " could not be told to stop", e);
        }
    }

    /// @param seen the channel as it was when the line was used
    void report(Channels.Channel seen, Connection.Health health) {
        var state = switch (health) {
            case Connection.Health.Connected() -> State.CONNECTED;
            case Connection.Health.Attention _ -> State.ATTENTION;
            case Connection.Health.NeedsReconnect _ -> State.NEEDS_RECONNECT;
        };
        var reason = switch (health) {
            case Connection.Health.Connected() -> null;
            case Connection.Health.Attention(var why) -> why;
            case Connection.Health.NeedsReconnect(var why) -> why;
        };
        if (state != seen.state() || !Objects.equals(reason, seen.reason())) {
            move(seen.account(), seen.id(), state, reason, false);
        }
    }

    private void move(AccountId account, ChannelId id, State state, @Nullable String reason, boolean administrator) {
        var by = new ChannelTable.Switch(administrator, tools.clock().instant());
        database.useTransaction(tx -> {
            if (table.move(tx, account, id, state, reason, by)) {
                announcer.announce(tx, account, Announcer.What.STATE);
            }
        });
        lines.look();
    }

    private String freshKey() {
        var bytes = new byte[KEY_BYTES];
        tools.random().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
