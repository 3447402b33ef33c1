package parley.http;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import parley.auth.Auth;
import parley.base.AccountId;
import parley.channel.Channels;
import parley.delivery.Delivery;
import parley.http.counters.CounterService;
import parley.http.v3.PublicApi;
import parley.inbox.Inbox;
import parley.intake.CrmHints;
import parley.intake.TestMessage;
import parley.platform.Backlog;
import parley.platform.Database;
import parley.platform.Ingress;
import parley.platform.Metrics;
import parley.rehearsal.Rehearsal;
import parley.settings.CardDoor;
import parley.settings.Crms;
import parley.settings.SettingsDesk;
import parley.webhooks.Webhooks;

/// The doors of the rooms below that the pages knock at.
///
/// @param account the one company of this hub
/// @param data the folder in which everything lies
/// @param commits makes one real commit; answers false or throws when that fails
/// @param random a cryptographically strong one
public record Rooms(
        AccountId account,
        Database database,
        Auth auth,
        Channels channels,
        SettingsDesk settings,
        Crms crms,
        CardDoor cards,
        CrmHints crmHints,
        Inbox inbox,
        Rehearsal rehearsal,
        TestMessage testMessage,
        Delivery delivery,
        Webhooks webhooks,
        Ingress ingress,
        Backlog backlog,
        Path data,
        Founding founding,
        BooleanSupplier commits,
        PublicApi publicApi,
        CounterService counters,
        Metrics metrics,
        RandomGenerator random) {}
