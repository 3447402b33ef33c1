package parley.crm.amocrm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.StageRef;
import parley.crm.Catalogue;
import parley.crm.CrmTrouble;
import parley.rules.StageKind;
import tools.jackson.databind.JsonNode;

/// What is asked of the account once and known from then on: who we are in it, its stages, and the ids of our
/// own fields.
final class Account {

    private static final String FIELD = "Parley";
    private static final int MOST_PAGES = 40;
    private static final String WON = "142";
    private static final String LOST = "143";

    private final Map<String, String> fields = new ConcurrentHashMap<>();
    private volatile @Nullable Self self;
    private volatile Map<StageRef, StageKind> kinds = Map.of();
    private volatile List<Catalogue.Pipeline> pipelines = List.of();

    /// @param id the account's own
    /// @param user on whose behalf we call; what is made without a responsible is his
    /// @param filters whether lists may be asked for by ids, which is sold apart
    record Self(String id, String name, String user, boolean filters) {}

    Self self(Line line) {
        var known = self;
        if (known == null) {
            var json = line.get("/account?with=is_api_filter_enabled,version");
            known = new Self(
                    json.path("id").asString(""),
                    json.path("name").asString(""),
                    json.path("current_user_id").asString(""),
                    json.path("is_api_filter_enabled").asBoolean(false));
            self = known;
        }
        return known;
    }

    Catalogue catalogue(Line line) {
        var users = line.all("/users", "users", Line.PAGE, MOST_PAGES).stream()
                .map(json -> employee(Said.as(Said.User.class, json)))
                .toList();
        return new Catalogue(users, pipelines(line));
    }

    private static Catalogue.Employee employee(Said.User user) {
        var name = user.name() == null || user.name().isBlank() ? user.id() : user.name();
        var rights = user.rights();
        return new Catalogue.Employee(
                new EmployeeId(user.id()), name, user.email(), rights != null && rights.isActive());
    }

    private List<Catalogue.Pipeline> pipelines(Line line) {
        var read = line.get("/leads/pipelines").path("_embedded").path("pipelines");
        var all = read.valueStream()
                .filter(pipeline -> !pipeline.path("is_archive").asBoolean(false))
                .map(Account::pipeline)
                .toList();
        var known = new HashMap<StageRef, StageKind>();
        for (var pipeline : read) {
            var id = new PipelineId(pipeline.path("id").asString());
            pipeline(pipeline).stages().forEach(stage -> known.put(new StageRef(id, stage.id()), stage.kind()));
        }
        kinds = Map.copyOf(known);
        pipelines = all;
        return all;
    }

    private static Catalogue.Pipeline pipeline(JsonNode json) {
        var unsorted = json.path("is_unsorted_on").asBoolean(true);
        var stages = json.path("_embedded")
                .path("statuses")
                .valueStream()
                .map(status -> Said.as(Said.Status.class, status))
                .filter(status -> unsorted || status.type() != 1)
                .map(status ->
                        new Catalogue.Stage(new StageId(status.id()), status.name(), kind(status), status.color()))
                .toList();
        return new Catalogue.Pipeline(
                new PipelineId(json.path("id").asString()), json.path("name").asString(""), stages);
    }

    /// The closing stages have the same ids in every pipeline; the incoming one is told by its type.
    private static StageKind kind(Said.Status status) {
        return status.type() == 1 ? StageKind.UNSORTED : closing(status.id()).orElse(StageKind.OPEN);
    }

    private static Optional<StageKind> closing(String status) {
        return switch (status) {
            case WON -> Optional.of(StageKind.WON);
            case LOST -> Optional.of(StageKind.LOST);
            default -> Optional.empty();
        };
    }

    StageKind kind(Line line, StageRef stage) {
        var closing = closing(stage.stage().value());
        if (closing.isPresent()) {
            return closing.get();
        }
        if (!kinds.containsKey(stage)) {
            pipelines(line);
        }
        return kinds.getOrDefault(stage, StageKind.OPEN);
    }

    /// The first stage of the pipeline at which work begins.
    StageRef firstOpen(Line line, PipelineId pipeline) {
        var known = pipelines.isEmpty() ? pipelines(line) : pipelines;
        return known.stream()
                .filter(one -> one.id().equals(pipeline))
                .flatMap(one -> one.stages().stream())
                .filter(stage -> stage.kind() == StageKind.OPEN)
                .findFirst()
                .map(stage -> new StageRef(pipeline, stage.id()))
                .orElseThrow(() -> new CrmTrouble(CrmTrouble.Kind.REFUSED, "the pipeline has no open stage"));
    }

    /// The id of our field on these cards, which is made when it is missing.
    ///
    /// @param entity `leads` or `contacts`
    String field(Line line, String entity) {
        var known = fields.get(entity);
        if (known != null) {
            return known;
        }
        synchronized (fields) {
            var id = existing(line, entity).orElseGet(() -> make(line, entity));
            fields.put(entity, id);
            return id;
        }
    }

    private static Optional<String> existing(Line line, String entity) {
        return line.all("/" + entity + "/custom_fields", "custom_fields", Line.PAGE, MOST_PAGES).stream()
                .filter(json -> json.path("name").asString("").equals(FIELD))
                .map(json -> json.path("id").asString())
                .findFirst();
    }

    private static String make(Line line, String entity) {
        var made = line.create("/" + entity + "/custom_fields", List.of(Map.of("name", FIELD, "type", "textarea")));
        return made.path("_embedded").path("custom_fields").path(0).path("id").asString();
    }
}
