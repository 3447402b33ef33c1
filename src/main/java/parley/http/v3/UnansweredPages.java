package parley.http.v3;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import parley.base.EmployeeId;
import parley.rules.Attention;

/// How much waits for an employee (contract, 5.9).
final class UnansweredPages {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Below below;

    UnansweredPages(Below below) {
        this.below = below;
    }

    /// Also for somebody whom nobody knows: nothing waits for him.
    Answer count(Call call) {
        var sum = below.inbox().unanswered().of(call.account(), new EmployeeId(call.id("userId")));
        var body = new LinkedHashMap<String, Object>();
        body.put("counterV2", sum.messages());
        body.put(
                "type",
                sum.colour() == Attention.NONE ? null : sum.colour().name().toLowerCase(Locale.ROOT));
        body.put("lastMsgDateTime", sum.last() == null ? null : MILLIS.format(sum.last()));
        return Answer.ok(body);
    }
}
