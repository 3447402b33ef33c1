package parley.http;

import parley.base.EmployeeId;
import parley.settings.Crms;

/// The screens' calls of a CRM that lives inside Parley; the CRM itself knows what each employee may do.
final class CrmPages {

    private static final int LIMIT = 12 << 20;

    private final Crms crms;

    CrmPages(Crms crms) {
        this.crms = crms;
    }

    Answer call(Asked asked) {
        var pages = crms.of(asked.viewer().account())
                .map(line -> line.crm().pages())
                .orElse(null);
        if (pages == null) {
            return Answer.notFound();
        }
        EmployeeId employee = asked.viewer().employee();
        return WidgetPages.answer(pages.answer(WidgetPages.request(
                asked, asked.path("rest"), asked.bytes(LIMIT), employee == null ? null : employee.value())));
    }
}
