package parley.crm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.ChatType;
import parley.base.Phone;
import parley.crm.Crm.Found;

/// Employees and contacts, as every CRM keeps them.
interface ContactContract extends CrmUnderTest {

    @Test
    default void loadedTwiceEmployeesAndPipelinesAreTheSame() {
        assertEquals(crm().catalogue(), crm().catalogue());
    }

    @Test
    default void whoHasLeftIsInactiveAndKeepsHisName() {
        var leaver = employees().getLast();
        var name = employee(leaver).name();

        leavesTheCompany(leaver);

        assertEquals(name, employee(leaver).name());
        assertTrue(!employee(leaver).active());
    }

    @ParameterizedTest(name = "R31, R52: {0} is found")
    @ValueSource(strings = {"8 (916) 456-98-12", "+7 916 456 98 12", "79164569812", "89164569812", "916 456-98-12"})
    default void aPhoneIsFoundInWhateverSpellingTheCrmHoldsIt(String typed) {
        var contact = contact("Anna", List.of(typed), "spelling-" + typed);

        var found = crm().findByPhone(new Phone("+79164569812"));

        assertTrue(found.stream().anyMatch(card -> card.id().equals(contact)));
        assertEquals(List.of(typed), card(contact).phones(), "R53: kept as typed");
    }

    @Test
    default void twoContactsWithOneNumberAreBothFound() {
        var one = contact("Anna", List.of("8 916 000-00-01"), "twin-1");
        var two = contact("Boris", List.of("+79160000001"), "twin-2");

        var found = crm().findByPhone(new Phone("+79160000001")).stream()
                .map(Contact::id)
                .toList();

        assertTrue(found.containsAll(List.of(one, two)));
    }

    @Test
    default void aContactWithoutPhoneIsFoundByItsAddress() {
        var telegram = new ChatType("telegram");
        var address = new MessengerAddress(telegram, "1001", "anna");
        var contact = crm().createContact(new NewContact("Anna", null, List.of(), List.of(address), null), "addressed");

        assertEquals(
                contact, crm().findByAddress(telegram, "1001", null).getFirst().id());
        assertEquals(
                contact,
                crm().findByAddress(telegram, "other", "ANNA").getFirst().id());
        assertEquals(List.of(), crm().findByAddress(new ChatType("whatsapp"), "1001", null));
        assertNull(card(contact).responsible());
    }

    @Test
    default void anAddressIsAddedOnceAndPhonesStayAsTheyWere() {
        var contact = contact("Anna", List.of("8 916 000-00-02"), "add-address");
        var address = new MessengerAddress(new ChatType("vk"), "77", null);

        crm().addAddress(contact, address);
        crm().addAddress(contact, address);

        assertEquals(
                1, card(contact).addresses().stream().filter(address::equals).count());
        assertEquals(List.of("8 916 000-00-02"), card(contact).phones());
    }

    @Test
    default void createdTwiceWithOneKeyIsOneRecord() {
        var contact = contact("Anna", List.of(), "once");

        assertEquals(contact, contact("Anna", List.of(), "once"));
        assertEquals(deal(contact, "deal-once"), deal(contact, "deal-once"));
        assertEquals(1, crm().deals(contact).size());
    }

    @Test
    default void twentyWhoCreateAtOnceWithOneKeyGetOneRecord() throws Exception {
        var contacts = CrmUnderTest.atOnce(20, () -> contact("Anna", List.of("+79160000003"), "race"));

        assertEquals(1, new HashSet<>(contacts).size());
        assertEquals(1, crm().findByPhone(new Phone("+79160000003")).size());
    }

    @Test
    default void aDeletedContactIsGoneAndItsDealStays() {
        var contact = contact("Anna", List.of("+79160000004"), "deleted");
        var deal = deal(contact, "deal-of-deleted");

        deletedInCrm(contact);

        assertEquals(new Found.Gone<>(null), crm().contact(contact));
        assertEquals(List.of(), crm().findByPhone(new Phone("+79160000004")));
        assertInstanceOf(Found.Present.class, crm().deal(deal));
    }
}
