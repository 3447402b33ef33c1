package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.browser.Chrome.Eyes;
import parley.channel.PaperMessenger;

/// Everybody can use the page of the integration in each of its states (UX 18.2), and it fits 320 pixels.
class IntegrationStatesTest {

    private Office office;
    private Page page;
    private Eyes eyes;

    @BeforeEach
    void open() {
        office = Office.open(new PaperMessenger());
        office.hub.connect("paper", "Shop", "{\"token\":\"batman-1\"}");
        office.hub.person("Tony");
    }

    @AfterEach
    void close() {
        office.close();
    }

    static List<Eyes> everybody() {
        return List.of(
                new Eyes("ru", "light", 1440, 900),
                new Eyes("en", "dark", 1440, 900),
                new Eyes("en", "light", 320, 700),
                new Eyes("ru", "dark", 320, 700));
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void everyStateIsFine(Eyes how) {
        eyes = how;
        var integration = IntegrationPage.open(office, eyes);
        page = integration.page;
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)");
        isFine("page");

        click("Выбрать роли", "Select roles");
        page.locator("li.settings-role").first().waitFor();
        isFine("roles");
        page.locator(".settings-role select").first().selectOption("seller");
        page.keyboard().press("Escape");
        isFine("roles-unapplied");
        click("Не применять", "Do not apply");

        for (var tick : page.locator(".settings-channel input[type=checkbox]").all()) {
            tick.setChecked(true);
        }
        page.locator(".settings-channel .input").first().fill("");
        page.locator(".settings-head .button.primary").click();
        page.locator(".notice.red").waitFor();
        isFine("mistakes");

        page.locator(".rail a[href='/app/chats']").last().click();
        assertThat(integration.dialog()).isVisible();
        isFine("leaving");
        page.keyboard().press("Escape");

        page.navigate(office.hub.address() + IntegrationPage.path(office.hub));
        byTurn();
        isFine("turn");
        office.hub.agree(document -> document.put("notifyManagers", true));
        page.locator(".settings-head .button.primary").click();
        click("Показать отличия", "Show differences");
        page.locator("dialog table").waitFor();
        isFine("conflict");
        click("Взять сохранённые", "Take the saved ones");

        page.navigate(office.hub.address() + IntegrationPage.path(office.hub) + "?version=1");
        page.locator("dialog table").waitFor();
        isFine("version");
        page.keyboard().press("Escape");
        page.locator("dialog .settings-version").first().waitFor();
        isFine("history");
    }

    /// Tony alone, by turn with weights, at the first stage that lets choose.
    private void byTurn() {
        page.locator(".settings-matrix, .settings-fold").first().waitFor();
        click("Выбрать роли", "Select roles");
        page.locator(".settings-role select").last().selectOption("seller");
        page.locator(".settings-role [role=switch]").last().click();
        click("Применить", "Apply");
        click("Готово", "Done");
        page.locator(".settings-two select").nth(0).selectOption(option(1));
        page.locator(".settings-two select").nth(1).selectOption(option(2));
        page.locator("input[name=algorithm]").last().check();
        page.locator(".settings-under input").check();
        page.locator(".settings-queue").waitFor();
    }

    private static SelectOption option(int index) {
        return new SelectOption().setIndex(index);
    }

    private void click(String russian, String english) {
        Office.button(page, eyes.language().equals("ru") ? russian : english)
                .first()
                .click();
    }

    private void isFine(String state) {
        var name = "integration-" + state + "-" + eyes;
        Chrome.picture(page, name);
        office.chrome.isFine(page, name);
        var wide = (Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assertTrue(wide <= 0, name + " is wider than its window by " + wide);
    }
}
