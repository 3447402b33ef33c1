package parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A real Chromium, the machine's own: its path is in CHROMIUM. Without one the tests are skipped, which the launcher
/// says aloud and a build server does not accept.
///
/// The process is started once per JVM, because that takes longer than many a test. What a test opens is its own:
/// every person has a profile that nobody had before and that is gone with the test.
final class Chrome implements AutoCloseable {

    /// How somebody looks at a page.
    ///
    /// @param language `ru` or `en`
    /// @param theme `light` or `dark`
    record Eyes(String language, String theme, int width, int height) {

        static final Eyes DESKTOP = new Eyes("ru", "light", 1440, 900);
        static final Eyes PHONE = new Eyes("ru", "light", 375, 812);

        /// Both languages, both themes, a desk and a phone.
        static List<Eyes> all() {
            var all = new ArrayList<Eyes>();
            for (var language : List.of("ru", "en")) {
                for (var theme : List.of("light", "dark")) {
                    all.add(new Eyes(language, theme, 1440, 900));
                    all.add(new Eyes(language, theme, 375, 812));
                }
            }
            return all;
        }

        @Override
        public String toString() {
            return language + "-" + theme + "-" + width;
        }
    }

    /// WCAG 2.2 AA and what axe calls best practice (UX 18.2).
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    static final int PATIENCE = 20_000;

    private static @Nullable Playwright playwright;
    private static @Nullable Browser running;

    private final Browser browser = browser();
    private final List<BrowserContext> people = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /// What drives browsers; ends with the JVM.
    static synchronized Playwright playwright() {
        var known = playwright;
        if (known == null) {
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
            known = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Runtime.getRuntime().addShutdownHook(new Thread(known::close));
            playwright = known;
        }
        return known;
    }

    /// Another one when the former has died, so that no test has to answer for the one before.
    private static synchronized Browser browser() {
        var known = running;
        if (known == null || !known.isConnected()) {
            known = playwright()
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program())
                            .setHeadless(true)
                            .setArgs(FLAGS));
            running = known;
        }
        return known;
    }

    /// Skips the test where there is none.
    static Path program() {
        var path = System.getenv("CHROMIUM");
        assumeTrue(path != null && !path.isEmpty(), "skipped: no Chromium at CHROMIUM");
        return Path.of(path);
    }

    /// A fresh profile: nobody is signed in.
    BrowserContext person(Eyes eyes) {
        var person = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(eyes.width(), eyes.height())
                .setLocale(eyes.language())
                .setColorScheme(eyes.theme().equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE));
        people.add(person);
        person.setDefaultTimeout(PATIENCE);
        person.onPage(page -> {
            page.onPageError(error -> problems.add(page.url() + ": " + error));
            page.onConsoleMessage(message -> {
                // What the policy of a page forbids is said on the console alone.
                if (message.text().contains("Content Security Policy")) {
                    problems.add(page.url() + ": " + message.text());
                }
            });
        });
        return person;
    }

    /// No violation of what everybody must be able to use, and nothing broken on the console so far.
    void isFine(Page page, String state) {
        var violations = violations(page);
        assertEquals("", violations.stream().map(Chrome::words).collect(Collectors.joining("\n")), state);
        assertEquals(List.of(), problems, state);
    }

    /// Of a page without frames axe tells in one go, and only what is wrong. Otherwise it asks each frame and puts the
    /// answers together in a window of its own, which takes as long as the looking itself.
    private static List<Rule> violations(Page page) {
        var options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page)
                .options(options)
                .withTags(RULES)
                .setLegacyMode(page.frames().size() == 1)
                .analyze()
                .getViolations();
    }

    private static String words(Rule rule) {
        var where = rule.getNodes().stream()
                .limit(4)
                .map(node -> "    " + node.getHtml() + "  " + node.getTarget())
                .collect(Collectors.joining("\n"));
        return rule.getId() + ": " + rule.getHelp() + "\n" + where;
    }

    /// For people to look at: below `target/screenshots`.
    static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
    }

    @Override
    public void close() {
        people.forEach(BrowserContext::close);
    }
}
