package parley.app;

import java.util.Map;
import parley.auth.FirstRun;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.channel.Channels;
import parley.crm.builtin.BuiltinCrmType;
import parley.http.Founding;
import parley.settings.SettingsDesk;

/// What a new company stands on: the built-in CRM with the owner as its first employee.
record FirstCompany(BuiltinCrmType builtin, Channels channels, SettingsDesk desk) implements Founding {

    @Override
    public EmployeeId found(AccountId account, FirstRun.Form form, boolean demo) {
        var owner = builtin.found(account, form.name().strip(), form.email(), form.language());
        var founder =
                new Viewer(account, Viewer.PROGRAM, null, true, form.name().strip(), form.language());
        desk.connect(founder, builtin.type(), Map.of(), "");
        return owner;
    }
}
