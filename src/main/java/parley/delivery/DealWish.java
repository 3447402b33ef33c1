package parley.delivery;

import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.StageRef;
import parley.chat.Chat;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.crm.NewDeal;
import parley.rules.ChannelSettings;
import parley.settings.Crms;

/// «+» in the briefcase where the CRM has no page for it: the CRM is asked for a deal of the client, and whoever wishes
/// it is responsible (R61).
public final class DealWish {

    /// What came of it.
    public sealed interface Wished {

        /// @param url of its page in the CRM
        record Made(DealId deal, @Nullable String url) implements Wished {}

        /// The CRM was asked, and will send the deal by itself if it makes one.
        record Asked() implements Wished {}

        /// The CRM does not answer; nothing was made.
        record Silent() implements Wished {}

        /// It was not asked at all.
        record Not(Done why) implements Wished {}
    }

    private sealed interface Looked {

        record May(NewDeal deal, String key) implements Looked {}

        record Not(Done why) implements Looked {}
    }

    private final Ways with;

    DealWish(Ways with) {
        this.with = with;
    }

    /// Slow: asks the CRM.
    ///
    /// @param cid made by the window, a UUID: the same wish twice is one deal
    public Wished wish(Viewer viewer, ChatId chat, String cid) {
        var crm = with.crms().of(viewer.account()).map(Crms.Line::crm).orElse(null);
        var looked = Cid.read(cid).isEmpty() || crm == null ? impossible() : look(viewer, chat, cid);
        return switch (looked) {
            case Looked.Not(var why) -> new Wished.Not(why);
            case Looked.May(var deal, var key) -> crm == null ? new Wished.Silent() : ask(crm, deal, key);
        };
    }

    private static Looked impossible() {
        return new Looked.Not(Done.Impossible.of("no_deal_here"));
    }

    private Looked look(Viewer viewer, ChatId id, String cid) {
        return with.database().read(tx -> {
            var rights =
                    Rights.of(viewer, with.desk().current(tx, viewer.account()).orElse(null));
            if (rights == null) {
                return new Looked.Not(new Done.Refused(Rights.nobody()));
            }
            var chat = with.room().chats().find(tx, viewer.account(), id).orElse(null);
            if (chat == null) {
                return new Looked.Not(new Done.Nothing());
            }
            if (!rights.writes(chat)) {
                return new Looked.Not(new Chosen(tx, rights, chat).refused(with));
            }
            var contact = chat.contact();
            return contact == null || !rights.agreed().connected() ? impossible() : may(rights, chat, contact, cid);
        });
    }

    private static Looked may(Rights rights, Chat chat, ContactId contact, String cid) {
        var channel = rights.settings().channel(chat.channel());
        StageRef stage = channel.map(ChannelSettings::newClients)
                .map(ChannelSettings.NewClients::stage)
                .orElse(null);
        var name = channel.map(one -> chat.title() + " · " + one.name()).orElse(chat.title());
        return new Looked.May(
                new NewDeal(name, contact, rights.me(), stage, Crm.Wish.EMPLOYEE), "wish:" + rights.me() + ":" + cid);
    }

    private static Wished ask(Crm crm, NewDeal deal, String key) {
        try {
            if (!crm.capabilities().createsDeals()) {
                return new Wished.Not(Done.Impossible.of("no_deal_here"));
            }
            var made = crm.createDeal(deal, key);
            return new Wished.Made(made, crm.links().deal(made));
        } catch (CrmTrouble trouble) {
            return switch (trouble.kind()) {
                case UNKNOWN_OUTCOME -> new Wished.Asked();
                case REFUSED -> new Wished.Not(Done.Impossible.of("no_deal_here"));
                case TEMPORARY, AUTH, GONE -> new Wished.Silent();
            };
        }
    }
}
