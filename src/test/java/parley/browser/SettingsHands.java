package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static parley.browser.Office.button;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import java.util.Map;

/// The hands of an administrator on the settings page: what he clicks, named as he would say it.
record SettingsHands(Page page) {

    private static final List<String> LEVELS = List.of("No access", "Read only", "Read and send");

    SettingsHands tick(String channel) {
        page.getByLabel("The channel “" + channel + "” is in the integration").check();
        return this;
    }

    /// The next things are said of this channel.
    SettingsHands of(String channel) {
        page.getByLabel("Settings of the channel").selectOption(new SelectOption().setLabel(channel));
        return this;
    }

    /// In the window of roles: who is what, and which of them receive new clients; *Apply*, *Done*.
    SettingsHands roles(Map<String, String> roles, String... receiving) {
        button(page, "Select roles").click();
        var window = page.getByRole(AriaRole.DIALOG);
        roles.forEach((name, role) -> {
            window.getByLabel("Role: " + name).selectOption(new SelectOption().setLabel(role));
            var slider = window.getByRole(
                    AriaRole.SWITCH, new Locator.GetByRoleOptions().setName("Receives new clients: " + name));
            var wanted = Boolean.toString(List.of(receiving).contains(name));
            if (!wanted.equals(slider.getAttribute("aria-checked"))) {
                slider.click();
            }
        });
        button(page, "Apply").click();
        button(page, "Done").click();
        return this;
    }

    SettingsHands firstResponder() {
        return begins("Incoming leads");
    }

    SettingsHands byTurn(String stage) {
        begins(stage);
        page.locator("input[name=algorithm]").last().check();
        return this;
    }

    private SettingsHands begins(String stage) {
        var exact = new Page.GetByLabelOptions().setExact(true);
        page.getByLabel("Pipeline", exact).selectOption(new SelectOption().setIndex(1));
        page.getByLabel("Stage", exact).selectOption(new SelectOption().setLabel(stage));
        return this;
    }

    SettingsHands weights(Map<String, Integer> weights) {
        page.getByLabel("Distribute by weights").check();
        weights.forEach((name, weight) -> page.getByLabel("Weight: " + name).fill(Integer.toString(weight)));
        return this;
    }

    SettingsHands up(String name) {
        button(page, "Move up: " + name).click();
        return this;
    }

    /// The live table as it reads: `Tony: client 3, client 4`.
    List<String> turns() {
        return page.locator(".settings-queue tbody tr").all().stream()
                .map(row -> row.locator("th .wrap").evaluate("one => one.firstChild.textContent") + ": "
                        + row.locator("td.number").textContent())
                .toList();
    }

    /// Clicks the access until it says so.
    SettingsHands access(String name, String channel, String level) {
        var cell = page.locator(".settings-level[aria-label$=\": %s, %s\"]".formatted(name, channel));
        for (int clicks = 0; clicks < LEVELS.size() && !cell.textContent().equals(level); clicks++) {
            var next = LEVELS.get((LEVELS.indexOf(cell.textContent()) + 1) % LEVELS.size());
            cell.click();
            assertThat(cell).hasText(next);
        }
        assertThat(cell).hasText(level);
        return this;
    }

    SettingsHands byDefault(String name, String channel) {
        page.locator("[aria-label=\"Make it the default channel: %s, %s\"]".formatted(name, channel))
                .click();
        return this;
    }

    SettingsHands administrator(String name) {
        var box = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Add a chat administrator"));
        box.fill(name);
        box.press("Enter");
        return this;
    }

    SettingsHands preset(String words) {
        page.locator(".settings-preset", new Page.LocatorOptions().setHasText(words))
                .getByRole(AriaRole.BUTTON)
                .click();
        return this;
    }

    /// Nothing takes effect before (R11).
    void save() {
        button(page, "Save settings").click();
        assertThat(page.locator("header [role=status]")).hasText("All changes saved");
    }
}
