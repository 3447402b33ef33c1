package parley.settings;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import parley.auth.CardScope;
import parley.auth.CardScope.Client;
import parley.base.ChatType;
import parley.base.Phone;
import parley.channel.Channels.Channel;
import parley.crm.Contact;
import parley.crm.MessengerAddress;
import parley.rules.Settings;

/// The clients of a card, from its contacts: their messenger addresses, and their phones in the networks that the
/// integration's channels reach by phone. Pure.
final class CardClients {

    static final int MOST_CONTACTS = 20;

    /// Networks that reach a client by his number, and know him by it.
    private static final Set<String> BY_PHONE = Set.of("whatsapp", "viber", "telegram", "max", "sms");

    /// Where the client's id is his number.
    private static final Set<String> NUMBERS = Set.of("whatsapp", "viber", "sms");

    private CardClients() {}

    static CardScope of(List<Contact> contacts, Settings settings, List<Channel> channels) {
        var reading = settings.eightIsSeven() ? Phone.Reading.EIGHT_IS_RUSSIA : Phone.Reading.AS_TYPED;
        var networks = networks(settings, channels);
        var clients = new LinkedHashSet<Client>();
        for (var contact : contacts) {
            contact.addresses().forEach(address -> clients.add(known(contact, address)));
            for (var typed : contact.phones()) {
                Phone.read(typed, reading)
                        .ifPresent(phone -> networks.stream()
                                .filter(network -> !isIn(contact, network))
                                .forEach(network -> clients.add(byPhone(contact, network, phone))));
            }
        }
        return new CardScope(clients.stream().limit(CardScope.MOST).toList());
    }

    /// Of the channels in the integration, in one order.
    private static Set<ChatType> networks(Settings settings, List<Channel> channels) {
        var networks = new TreeSet<ChatType>();
        channels.stream()
                .filter(channel -> settings.channel(channel.id()).isPresent())
                .map(Channel::network)
                .filter(network -> BY_PHONE.contains(network.value()))
                .forEach(networks::add);
        return networks;
    }

    /// Whoever has an id of his own in a network is known there by that. Where the number is the id, all his numbers
    /// count.
    private static boolean isIn(Contact contact, ChatType network) {
        return !NUMBERS.contains(network.value())
                && contact.addresses().stream()
                        .anyMatch(address -> address.network().equals(network));
    }

    private static Client known(Contact contact, MessengerAddress address) {
        var isNumber =
                NUMBERS.contains(address.network().value()) && address.id().matches("\\d+");
        return new Client(
                address.network(),
                address.id(),
                isNumber ? "+" + address.id() : null,
                isNumber ? null : address.username(),
                contact.name());
    }

    private static Client byPhone(Contact contact, ChatType network, Phone phone) {
        var id = NUMBERS.contains(network.value()) ? phone.value().substring(1) : null;
        return new Client(network, id, phone.value(), null, contact.name());
    }
}
