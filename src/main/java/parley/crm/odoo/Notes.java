package parley.crm.odoo;

import static parley.crm.odoo.Domain.is;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.crm.Crm.Note;
import parley.crm.Crm.NoteTarget;
import parley.crm.CrmTrouble;

/// Notes in the chatter of the deal and of the contact (R50). Internal ones: no follower gets an e-mail.
final class Notes {

    private static final String MESSAGE = "mail.message";
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+");

    private record Place(String model, String id) {}

    private final Server server;
    private final Creations creations;
    private final Contacts contacts;
    private final Deals deals;

    Notes(Server server, Creations creations, Contacts contacts, Deals deals) {
        this.server = server;
        this.creations = creations;
        this.contacts = contacts;
        this.deals = deals;
    }

    void add(NoteTarget target, Note note, String key) {
        var places = places(target);
        if (places.isEmpty()) {
            throw new CrmTrouble(CrmTrouble.Kind.GONE, "there is nothing to write the note to");
        }
        var author = author(note.author());
        places.forEach(place -> write(place, note, author, key));
    }

    private List<Place> places(NoteTarget target) {
        var places = new ArrayList<Place>();
        var deal = target.deal();
        if (deal != null && deals.row(deal).isPresent()) {
            places.add(new Place(Deals.MODEL, deal.value()));
        }
        var contact = target.contact();
        if (contact != null && contacts.exists(Ids.number(contact))) {
            places.add(new Place(Contacts.MODEL, contact.value()));
        }
        return places;
    }

    /// Given as a record of its own and not by `message_post`, so that its key is stored with it: twice is once.
    private void write(Place place, Note note, @Nullable Long author, String key) {
        var columns = new LinkedHashMap<String, String>();
        columns.put("model", place.model());
        columns.put("res_id", place.id());
        columns.put("message_type", "comment");
        columns.put("subtype_id/id", "mail.mt_note");
        columns.put("body", html(note.text()));
        columns.put("date", Row.time(note.at()));
        columns.put("author_id/.id", author == null ? "" : author.toString());
        if (author == null) {
            columns.put("email_from", "Parley");
        }
        creations.once(MESSAGE, "note", key + ":" + place.model(), columns);
    }

    /// The contact that stands for an employee; messages are contacts' words.
    private @Nullable Long author(@Nullable EmployeeId employee) {
        if (employee == null) {
            return null;
        }
        var domain = List.<Object>of(is("id", Ids.number(employee)), Domain.ARCHIVED_TOO);
        return server.search("res.users", domain, List.of("partner_id"), 1).stream()
                .findFirst()
                .map(row -> row.reference("partner_id"))
                .orElse(null);
    }

    /// Clients' words stay words; addresses become links, lines stay lines.
    static String html(String text) {
        var html = new StringBuilder("<p>");
        var links = LINK.matcher(text);
        int from = 0;
        while (links.find()) {
            html.append(escaped(text.substring(from, links.start())));
            var link = escaped(links.group());
            html.append("<a href=\"")
                    .append(link)
                    .append("\" target=\"_blank\">")
                    .append(link)
                    .append("</a>");
            from = links.end();
        }
        return html.append(escaped(text.substring(from)))
                .append("</p>")
                .toString()
                .replace("\n", "<br/>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
