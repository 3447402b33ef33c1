package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static parley.browser.Examples.BRUCE;
import static parley.browser.Examples.KONSTANTIN;
import static parley.browser.Examples.MANAGER;
import static parley.browser.Examples.SCROOGE;
import static parley.browser.Examples.SELLER;
import static parley.browser.Examples.TONY;
import static parley.browser.Examples.sellers;
import static parley.browser.Office.button;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples of the manual: an administrator clicks them together on the settings page, clients write, and each
/// employee's own window shows what it should, and nothing else.
class ManualExamplesTest {

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
    @DisplayName("Furniture wholesaler: by turn, each seller sees his own clients only (R13, R27, R28)")
    void furnitureWholesaler() {
        at.fresh("Furniture")
                .roles(Map.of(BRUCE, MANAGER, SCROOGE, SELLER, TONY, SELLER), SCROOGE, TONY)
                .byTurn(at.stage)
                .save();

        at.given("Furniture", "Anna", SCROOGE, "Boris", TONY, "Clara", SCROOGE, "David", TONY);
        at.sees(BRUCE, "Anna", "Boris", "Clara", "David");
        at.sees(SCROOGE, "Anna", "Clara");
        at.sees(TONY, "Boris", "David");
        at.sees(KONSTANTIN);
        assertThat(at.counter(SCROOGE, "Anna", "red")).isVisible();
        assertThat(at.counter(BRUCE, "Anna", "grey")).isVisible();

        at.answers(SCROOGE, "Anna", "Two sofas, then.");
        assertThat(at.row(BRUCE, "Anna")).containsText("Scrooge: Two sofas, then.");
        assertThat(at.row(BRUCE, "Anna").locator(".counter")).hasCount(0);
        at.office.chrome.isFine(at.window(SCROOGE), "the window of a seller");
    }

    @Test
    @DisplayName("Family workshop: everyone is a manager, whoever is free answers (R14, R26, R55, R64)")
    void familyWorkshop() {
        at.fresh("Workshop").preset("Shop or support").firstResponder().save();

        at.write("Workshop", "Emma");
        for (var one : List.of(BRUCE, SCROOGE, TONY, KONSTANTIN)) {
            at.sees(one, "Emma");
            assertThat(at.counter(one, "Emma", "red")).isVisible();
        }
        at.answers(TONY, "Emma", "We will mend it.");

        for (var one : List.of(BRUCE, SCROOGE, TONY, KONSTANTIN)) {
            assertThat(at.row(one, "Emma").locator(".counter")).hasCount(0);
            at.sees(one, "Emma");
        }
        at.write("Workshop", "Emma");
        assertThat(at.counter(SCROOGE, "Emma", "red")).isVisible();
    }

    @Test
    @DisplayName("Art shop: an administrator of the chat sees everything, grey, and only reads (R41, R48, R49)")
    void artShop() {
        at.fresh("Art")
                .roles(Map.of(SCROOGE, SELLER, KONSTANTIN, MANAGER), SCROOGE)
                .firstResponder()
                .access(KONSTANTIN, "Art", "Read only")
                .administrator(KONSTANTIN)
                .save();

        at.write("Art", "Frida");
        at.sees(SCROOGE, "Frida");
        at.sees(KONSTANTIN, "Frida");
        at.sees(TONY);
        at.answers(SCROOGE, "Frida", "It is an original.");
        assertThat(at.row(KONSTANTIN, "Frida").locator(".counter")).hasCount(0);
        at.write("Art", "Frida");

        assertThat(at.counter(KONSTANTIN, "Frida", "grey")).isVisible();
        at.row(KONSTANTIN, "Frida").click();
        var window = at.window(KONSTANTIN);
        assertThat(window.getByText("is open for reading only").first()).isVisible();
        assertThat(at.composer(KONSTANTIN)).hasCount(0);
        assertEquals(
                403,
                at.person(KONSTANTIN).replies("Frida", "I would not buy it.").status());
    }

    @Test
    @DisplayName("Kitchens: by turn with weights 1, 1, 2, 1; the table shows whose the next clients are (R29)")
    void kitchens() {
        var hands = at.fresh("Kitchens")
                .roles(sellers(), BRUCE, SCROOGE, TONY, KONSTANTIN)
                .byTurn(at.stage);
        hands.weights(Map.of(BRUCE, 1, SCROOGE, 1, TONY, 2, KONSTANTIN, 1));
        assertEquals(
                List.of("Bruce: client 1", "Scrooge: client 2", "Tony: client 3, client 4", "Konstantin: client 5"),
                hands.turns());
        hands.save();

        at.given("Kitchens", "K1", BRUCE, "K2", SCROOGE, "K3", TONY, "K4", TONY, "K5", KONSTANTIN, "K6", BRUCE);
        at.sees(BRUCE, "K1", "K6");
        at.sees(SCROOGE, "K2");
        at.sees(TONY, "K3", "K4");
        at.sees(KONSTANTIN, "K5");
    }

    @Test
    @DisplayName("Bruce, Scrooge, Tony and Konstantin: another order and other weights in the middle of a round (R32a)")
    void orderAndWeights() {
        var hands = at.fresh("Gadgets")
                .roles(sellers(), BRUCE, SCROOGE, TONY, KONSTANTIN)
                .byTurn(at.stage);
        hands.up(KONSTANTIN).up(KONSTANTIN).up(KONSTANTIN).save();
        assertEquals(
                List.of("Konstantin: client 1", "Bruce: client 2", "Scrooge: client 3", "Tony: client 4"),
                hands.turns());
        at.given("Gadgets", "G1", KONSTANTIN, "G2", BRUCE);

        at.settings.reload();
        hands.of("Gadgets").weights(Map.of(BRUCE, 3, TONY, 2));
        assertEquals(
                List.of(
                        "Konstantin: client 6",
                        "Bruce: client 1, client 2, client 7",
                        "Scrooge: client 3",
                        "Tony: client 4, client 5"),
                hands.turns());
        hands.save();
        at.given("Gadgets", "G3", BRUCE, "G4", BRUCE, "G5", SCROOGE, "G6", TONY);

        // Who is out leaves the rest of his block to whoever follows him.
        at.settings.reload();
        hands.of("Gadgets").roles(sellers(), BRUCE, SCROOGE, KONSTANTIN).save();
        at.given("Gadgets", "G7", KONSTANTIN);
        at.sees(TONY, "G6");
    }

    @Test
    @DisplayName("Stationery: two channels, each with its own access; one writes first from his default (R42–R45)")
    void stationery() {
        at.fresh("Retail", "Wholesale")
                .roles(Map.of(SCROOGE, MANAGER, TONY, MANAGER))
                .firstResponder()
                .of("Wholesale")
                .roles(Map.of(SCROOGE, MANAGER, TONY, MANAGER))
                .firstResponder()
                .access(TONY, "Wholesale", "Read only")
                .byDefault(SCROOGE, "Wholesale")
                .save();

        at.write("Retail", "Rita");
        at.write("Wholesale", "Walter");
        at.sees(SCROOGE, "Rita", "Walter");
        at.sees(TONY, "Rita", "Walter");
        at.sees(KONSTANTIN);
        assertEquals(List.of("Paper · Wholesale *", "Paper · Retail"), writesFirstFrom(SCROOGE));
        assertEquals(List.of("Paper · Retail *"), writesFirstFrom(TONY));
        at.row(TONY, "Walter").click();
        assertThat(at.window(TONY).getByText("is open for reading only").first())
                .isVisible();
    }

    /// What the window to write first offers; the chosen one has a star.
    private static List<String> writesFirstFrom(String employee) {
        var window = at.window(employee);
        button(window, "Write first").click();
        var offers = window.locator(".write-channels label");
        assertThat(offers.first()).isVisible();
        var found = offers.all().stream()
                .map(one -> one.locator("span")
                                .first()
                                .evaluate("label => [...label.childNodes].filter(one => one.nodeType === 3).map(one =>"
                                        + " one.data).join('')")
                        + (one.locator("input").isChecked() ? " *" : ""))
                .toList();
        window.keyboard().press("Escape");
        return found;
    }

    @ParameterizedTest
    @DisplayName("Two channels, two people: each sees and writes as his access says (R38–R42)")
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', nullValues = "-", textBlock = """
        NAME     | SCROOGE ON 1  | SCROOGE ON 2  | TONY ON 1     | TONY ON 2     | SCROOGE SEES | TONY SEES
        own      | Read and send | No access     | No access     | Read and send | P-own        | Q-own
        both     | Read and send | Read and send | Read and send | Read and send | P-both Q-both | P-both Q-both
        crossed  | Read only     | Read and send | Read and send | Read only     | P-crossed Q-crossed | P-crossed Q-crossed
        none     | Read and send | Read and send | No access     | No access     | P-none Q-none | -
        """)
    void twoChannels(
            String name, String scrooge1, String scrooge2, String tony1, String tony2, String scrooge, String tony) {
        var first = "First-" + name;
        var second = "Second-" + name;
        var both = Map.of(SCROOGE, MANAGER, TONY, MANAGER);
        at.fresh(first, second)
                .roles(both)
                .firstResponder()
                .of(second)
                .roles(both)
                .firstResponder()
                .access(SCROOGE, first, scrooge1)
                .access(SCROOGE, second, scrooge2)
                .access(TONY, first, tony1)
                .access(TONY, second, tony2)
                .save();

        at.write(first, "P-" + name);
        at.write(second, "Q-" + name);

        at.sees(SCROOGE, scrooge.split(" "));
        at.sees(TONY, tony == null ? new String[0] : tony.split(" "));
        writes(SCROOGE, "P-" + name, scrooge1);
        writes(TONY, "Q-" + name, tony2);
    }

    private static void writes(String employee, String client, String access) {
        if (!access.equals("No access")) {
            at.row(employee, client).click();
            assertThat(at.composer(employee)).hasCount(access.equals("Read and send") ? 1 : 0);
        }
    }
}
