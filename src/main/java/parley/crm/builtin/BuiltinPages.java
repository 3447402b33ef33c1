package parley.crm.builtin;

import java.util.List;
import java.util.Map;
import parley.crm.Crm.CrmPages;
import parley.platform.Json;
import parley.platform.PageAnswer;
import parley.platform.PageRequest;

/// Every address of the CRM's screens, below `/api/v1/crm/`.
final class BuiltinPages implements CrmPages {

    private final ContactPages contacts;
    private final ContactFiles files;
    private final DealPages deals;
    private final BoardPages board;
    private final TimelinePages timeline;
    private final SetUpPages setUp;
    private final WebhookPages webhooks;

    BuiltinPages(Room room, WebhookPages webhooks) {
        this.contacts = new ContactPages(room);
        this.files = new ContactFiles(room);
        this.deals = new DealPages(room);
        this.board = new BoardPages(room);
        this.timeline = new TimelinePages(room);
        this.setUp = new SetUpPages(room);
        this.webhooks = webhooks;
    }

    @Override
    public PageAnswer answer(PageRequest request) {
        try {
            return route(new Asked(request));
        } catch (Refused refused) {
            return refused.answer();
        }
    }

    private PageAnswer route(Asked asked) {
        var path = asked.path();
        return switch (path.getFirst()) {
            case "contacts" -> contact(asked, path);
            case "deals" -> deal(asked, path);
            case "board" -> ok(path.size() == 1 ? board.board(asked) : board.column(asked));
            case "duplicates" -> ok(contacts.duplicates(asked));
            case "changes" -> ok(timeline.changes(asked));
            case "webhooks" -> webhook(asked, path);
            case "setup", "employees", "pipelines" -> setUp(asked, path);
            default -> throw Refused.notFound();
        };
    }

    private PageAnswer contact(Asked asked, List<String> path) {
        var id = path.size() > 1 ? path.get(1) : "";
        return switch (asked.method() + " " + rest(path)) {
            case "GET " -> ok(contacts.list(asked));
            case "POST " -> PageAnswer.json(201, Json.bytes(contacts.create(asked)));
            case "GET export" -> files.export();
            case "POST preview" -> ok(files.preview(asked));
            case "POST import" -> ok(files.take(asked));
            case "GET id" -> ok(contacts.card(id));
            case "PUT id" -> ok(contacts.change(asked, id));
            case "DELETE id" -> contacts.delete(asked, id);
            case "POST id/merge" -> ok(contacts.merge(asked, id));
            case "GET id/timeline" -> ok(timeline.ofContact(asked, id));
            case "POST id/notes" -> timeline.note(asked, id, "");
            default -> throw Refused.notFound();
        };
    }

    private PageAnswer deal(Asked asked, List<String> path) {
        var id = path.size() > 1 ? path.get(1) : "";
        return switch (asked.method() + " " + rest(path)) {
            case "POST " -> PageAnswer.json(201, Json.bytes(deals.create(asked)));
            case "GET id" -> ok(deals.card(id));
            case "PUT id" -> ok(deals.change(asked, id));
            case "DELETE id" -> deals.delete(asked, id);
            case "POST id/move" -> ok(deals.move(asked, id));
            case "POST id/accept" -> ok(deals.accept(asked, id));
            case "GET id/timeline" -> ok(timeline.ofDeal(asked, id));
            case "POST id/notes" -> timeline.note(asked, "", id);
            default -> throw Refused.notFound();
        };
    }

    private PageAnswer webhook(Asked asked, List<String> path) {
        var id = path.size() > 1 ? path.get(1) : "";
        return switch (asked.method() + " " + rest(path)) {
            case "GET " -> ok(webhooks.all(asked));
            case "POST " -> webhooks.add(asked);
            case "DELETE id" -> ok(webhooks.remove(asked, id));
            case "POST id/enable" -> ok(webhooks.enable(asked, id));
            default -> throw Refused.notFound();
        };
    }

    private PageAnswer setUp(Asked asked, List<String> path) {
        var id = path.size() > 1 ? path.get(1) : "";
        return switch (asked.method() + " " + path.getFirst() + " " + rest(path)) {
            case "GET setup " -> ok(setUp.everything(asked));
            case "POST employees " -> ok(setUp.addEmployee(asked));
            case "PUT employees id" -> ok(setUp.changeEmployee(asked, id));
            case "POST pipelines " -> ok(setUp.addPipeline(asked));
            case "PUT pipelines id" -> ok(setUp.changePipeline(asked, id));
            case "DELETE pipelines id" -> ok(setUp.removePipeline(asked, id));
            default -> throw Refused.notFound();
        };
    }

    /// What follows the first word of a path, with `id` in place of an id.
    private static String rest(List<String> path) {
        if (path.size() == 1) {
            return "";
        }
        var second = path.get(1).matches("\\d+") ? "id" : path.get(1);
        return path.size() == 2 ? second : second + "/" + String.join("/", path.subList(2, path.size()));
    }

    private static PageAnswer ok(Object value) {
        return PageAnswer.json(200, Json.bytes(value));
    }

    static PageAnswer csv(String name, String text) {
        return new PageAnswer(
                200,
                Map.of(
                        "Content-Type",
                        "text/csv; charset=utf-8",
                        "Content-Disposition",
                        "attachment; filename=\"" + name + "\""),
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
