package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.story.Hub;
import parley.story.WabaShop;

/// What a seller may do when WhatsApp's window of 24 hours is closed, in a real browser.
class TemplatePickerTest {

    private static final String ANNA = "79161234567";

    private WabaShop shop;
    private Office office;

    @BeforeEach
    void open() {
        shop = new WabaShop();
        office = Office.of(shop.hub);
        shop.template("order_ready", "APPROVED", "Order {{1}} is ready, {{2}}.");
        shop.template("thanks", "APPROVED", "Thank you for your order!");
        shop.template("old", "PAUSED", "Good-bye.");
    }

    @AfterEach
    void close() {
        office.chrome.close();
        shop.close();
    }

    private Page clarksWindow() {
        return office.window(shop.clark, Office.DESK, "/app/chats");
    }

    private static Locator dialog(Page page, String name) {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator field(Locator in, String name) {
        return in.getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName(name));
    }

    private static Locator button(Locator in, String name) {
        return in.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator template(Locator in, String name) {
        return in.getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(name));
    }

    private void annaWroteADayAgo() {
        shop.writes(ANNA, "Anna", "Hello, is the blue one there?");
        Hub.await(List.of("Anna"), shop.clark::clients);
        for (int third = 0; third < 3; third++) {
            shop.hub.later(Duration.ofHours(9));
            shop.clark.clients();
        }
    }

    private List<String> lastWords() {
        var components = shop.meta.sent().getLast().path("template").path("components");
        return StreamSupport.stream(components.spliterator(), false)
                .flatMap(component ->
                        StreamSupport.stream(component.path("parameters").spliterator(), false))
                .map(parameter -> parameter.path("text").asString())
                .toList();
    }

    @Test
    @DisplayName("the window is closed: the box says so and offers templates; one is filled in, previewed and sent")
    void theWindowIsClosed() {
        annaWroteADayAgo();
        var window = clarksWindow();
        var anna = window.getByRole(AriaRole.OPTION);
        // The page's timers are taken over with its clock, so not while it still loads.
        anna.waitFor();
        window.clock().setFixedTime(Date.from(Instant.now().plus(Duration.ofHours(27))));
        anna.click();
        assertThat(window.getByText("The 24-hour window is closed.")).isVisible();
        assertThat(window.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Message")))
                .hasCount(0);
        office.chrome.isFine(window, "a closed window");
        Chrome.picture(window, "waba-window-closed");

        var choose = Office.button(window, "Choose a template");
        choose.focus();
        choose.press("Enter");
        var picker = dialog(window, "Choose a template");

        assertThat(template(picker, "order_ready")).isVisible();
        assertThat(template(picker, "thanks")).isVisible();
        assertThat(template(picker, "old")).hasCount(0);
        window.keyboard().press("Escape");
        assertThat(picker).hasCount(0);
        assertThat(choose).isFocused();

        choose.press("Enter");
        template(picker, "order_ready").check();
        button(picker, "Send").click();
        assertThat(picker.getByText("Fill in this field").first()).isVisible();
        field(picker, "Variable 1").fill("17");
        field(picker, "Variable 2").fill("Anna");
        assertThat(picker.getByText("Order 17 is ready, Anna.")).isVisible();
        office.chrome.isFine(window, "the template picker");
        Chrome.picture(window, "waba-template-picker");
        button(picker, "Send").click();

        assertThat(picker).hasCount(0);
        assertThat(window.getByText("Order 17 is ready, Anna.").last()).isVisible();
        Hub.await(1, () -> shop.meta.sent().size());
        assertEquals(List.of("17", "Anna"), lastWords());
    }

    @Test
    @DisplayName("R45: whoever writes first on such a channel chooses a template, and a chat opens")
    void writingFirst() {
        var window = clarksWindow();
        Office.button(window, "Write first").first().click();
        var form = dialog(window, "Write first");
        field(form, "Number or @name").fill("+7 916 765-43-21");
        template(form, "order_ready").check();
        field(form, "Variable 1").fill("18");
        field(form, "Variable 2").fill("Boris");
        office.chrome.isFine(window, "writing first with a template");
        Chrome.picture(window, "waba-write-first");
        button(form, "Send").click();

        assertThat(window.getByText("Order 18 is ready, Boris.").last()).isVisible();
        Hub.await(
                "79167654321",
                () -> shop.meta.sent().isEmpty()
                        ? ""
                        : shop.meta.sent().getLast().path("to").asString(""));
        assertEquals(List.of("18", "Boris"), lastWords());
    }
}
