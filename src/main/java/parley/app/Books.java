package parley.app;

import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import parley.auth.Auth;
import parley.auth.Passwords;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.channel.ChannelLog;
import parley.channel.ChannelTools;
import parley.channel.Channels;
import parley.chat.ChatRoom;
import parley.chat.Feed;
import parley.crm.CrmTools;
import parley.crm.CrmType;
import parley.crm.NoteFilter;
import parley.crm.api.ApiCrmType;
import parley.crm.builtin.BuiltinCrmType;
import parley.platform.OutgoingHttp;
import parley.settings.Crms;
import parley.settings.Integrations;
import parley.settings.SettingsDesk;
import parley.timeline.NoteAccess;
import parley.timeline.Windows;

/// Floors 1 and 2: the gates, and behind them what was said and what was agreed.
record Books(
        Auth auth,
        Feed feed,
        Channels channels,
        BuiltinCrmType builtin,
        ApiCrmType api,
        CreationsOnceOpen creations,
        Integrations integrations,
        Crms crms,
        SettingsDesk desk,
        ChatRoom room) {

    /// @param origin how the hub is reached from outside, once it is open
    static Books open(Ground ground, Config config, World world, Supplier<URI> origin, Closing closing) {
        var database = ground.database();
        var clock = ground.clock();
        var random = ground.random();

        // The gates
        var auth = new Auth(database, new Passwords(random), clock, random);
        database.useTransaction(tx -> auth.accounts.found(tx, Parley.COMPANY, "", "ru", ZoneId.of("Europe/Moscow")));
        var outgoing = OutgoingHttp.client(OutgoingHttp.Policy.TRUSTED);
        var tools = new ChannelTools(
                outgoing,
                clock,
                random,
                config.http().publicUrl(),
                ChannelLog.stored(database, Parley.COMPANY, clock),
                new IngressInlet(ground.ingress()),
                new ChannelFiles(Parley.COMPANY, ground.media()));
        var types = new ArrayList<>(Adapters.channels());
        types.addAll(world.channels());
        var notes = new NotesOnceOpen();
        var creations = new CreationsOnceOpen();
        var builtin = new BuiltinCrmType(database, clock, notes, ground.jobs(), ground.secrets(), random);
        var api = new ApiCrmType(database, clock, ground.jobs(), ground.posts(), creations, random);
        var crmTypes = new ArrayList<CrmType>(List.of(builtin, api));
        crmTypes.addAll(Adapters.crms());
        crmTypes.addAll(world.crms());

        // What was said, what was agreed
        var feed = new Feed(clock);
        var news = new ChannelNews(feed, ground.jobs());
        var channels = closing.last(new Channels(database, ground.shards(), ground.secrets(), types, tools, news));
        var integrations = new Integrations();
        var crms = new Crms(
                database,
                integrations,
                ground.secrets(),
                new CrmTools(outgoing, clock, random, origin, ground.shards()::processes),
                ground.jobs(),
                crmTypes);
        var desk = new SettingsDesk(database, channels, crms, auth.audit, clock, new SettingsNews(feed, ground.jobs()));
        var room = ChatRoom.open(feed, ground.jobs(), new Windows(desk, auth.accounts), clock);
        notes.open(new NoteAccess(database, room.chats(), desk));
        return new Books(auth, feed, channels, builtin, api, creations, integrations, crms, desk, room);
    }

    /// Who may see which note of the built-in CRM is decided two floors above it. Until that is there: nobody.
    private static final class NotesOnceOpen implements NoteFilter {

        private volatile NoteFilter decides = (_, _, _) -> Set.of();

        void open(NoteFilter filter) {
            decides = filter;
        }

        @Override
        public Set<String> visible(AccountId account, EmployeeId employee, Set<String> keys) {
            return decides.visible(account, employee, keys);
        }
    }
}
