package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static parley.browser.Examples.BRUCE;
import static parley.browser.Examples.KONSTANTIN;
import static parley.browser.Examples.MANAGER;
import static parley.browser.Examples.SCROOGE;
import static parley.browser.Examples.SELLER;
import static parley.browser.Examples.TONY;
import static parley.browser.Office.button;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Explanations, at the windows of those who ask: why somebody got a client, who sees him, and what unsaved settings
/// would have done.
class ExplanationPagesTest {

    private static Examples at;

    @BeforeAll
    static void open() {
        at = new Examples();
    }

    @AfterAll
    static void close() {
        at.close();
    }

    @Test
    @DisplayName("Why Tony got this client, who else sees him, and the way to the point that decides it (R42, R80)")
    void whyTonyGotThisClient() {
        at.fresh("Doors")
                .roles(Map.of(BRUCE, MANAGER, SCROOGE, SELLER, TONY, SELLER, KONSTANTIN, SELLER), TONY)
                .byTurn(at.stage)
                .save();
        at.write("Doors", "Diana");
        at.sees(TONY, "Diana");

        at.row(BRUCE, "Diana").click();
        var window = at.window(BRUCE);
        button(window, "Why did Tony get this client?").click();
        assertThat(window.getByRole(AriaRole.DIALOG)).containsText("Scrooge: out: slider off");
        assertThat(window.getByRole(AriaRole.DIALOG)).containsText("The turn begins: Tony, 1 of 1.");
        at.office.chrome.isFine(window, "why Tony got this client");
        window.keyboard().press("Escape");

        button(window, "Why do I see this chat").click();
        window.getByText("Who sees this chat").click();
        assertThat(window.locator(".why-table")).containsText("Konstantin");
        assertThat(window.locator(".why-table tr", new Page.LocatorOptions().setHasText("Scrooge")))
                .containsText("Tony is responsible.");
        at.office.chrome.isFine(window, "who sees this chat");
        Chrome.picture(window, "why");
        window.locator(".why-table .why-point").first().click();
        assertThat(window.locator("#settings-roles")).isInViewport();
        assertThat(window.locator("header [role=status]")).hasText("All changes saved");
        window.navigate(at.hub.address() + "/app/chats");
    }

    @Test
    @DisplayName("Before it is saved: the form is tried on those who have written (R82)")
    void triedOnPastClients() {
        var hands = at.fresh("Lamps")
                .roles(Map.of(BRUCE, MANAGER, SCROOGE, SELLER, TONY, SELLER), SCROOGE)
                .byTurn(at.stage);
        hands.save();
        at.write("Lamps", "Lara");
        at.sees(SCROOGE, "Lara");

        hands.roles(Map.of(BRUCE, MANAGER, SCROOGE, SELLER, TONY, SELLER), TONY);
        button(at.settings, "Try on past clients").click();
        button(at.settings, "Try").click();
        var window = at.settings.getByRole(AriaRole.DIALOG);
        assertThat(window).containsText("Nothing was saved or sent.");
        var lara = window.locator("tr", new Locator.LocatorOptions().setHasText("Lara"));
        assertThat(lara.locator("td").nth(2)).hasText("Scrooge");
        assertThat(lara.locator("td").nth(3)).hasText("Tony");
        at.office.chrome.isFine(at.settings, "the dry run");
        Chrome.picture(at.settings, "dry-run");
        button(at.settings, "Close").last().click();
        assertThat(at.settings.locator("header [role=status]")).hasText("Unsaved changes");
        at.sees(SCROOGE, "Lara");
        at.sees(TONY);
    }
}
