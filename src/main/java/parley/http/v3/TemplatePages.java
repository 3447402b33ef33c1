package parley.http.v3;

import java.util.List;

/// Templates of WhatsApp Business accounts. No adapter tells which ones its account has, so the list is empty.
final class TemplatePages {

    private static final int MOST = 1_000;

    Answer all(Call call) {
        call.number("limit", 100, MOST);
        call.number("offset", 0, Integer.MAX_VALUE);
        return Answer.ok(List.of());
    }
}
