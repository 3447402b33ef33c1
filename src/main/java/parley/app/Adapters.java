package parley.app;

import java.util.List;
import parley.channel.ChannelType;
import parley.channel.telegram.TelegramType;
import parley.channel.waba.WabaType;
import parley.channel.web.WebChannelType;
import parley.crm.CrmType;
import parley.crm.amocrm.AmoCrmType;
import parley.crm.odoo.OdooCrmType;

/// The messengers and CRMs that Parley knows: one line each. Those CRMs that live in its own database are opened with
/// it.
final class Adapters {

    private Adapters() {}

    static List<ChannelType> channels() {
        return List.of(new TelegramType(), new WabaType(), new WebChannelType());
    }

    static List<CrmType> crms() {
        return List.of(AmoCrmType.amocrm(), AmoCrmType.kommo(), new OdooCrmType());
    }
}
