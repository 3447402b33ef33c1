package parley.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import parley.browser.Chrome.Eyes;
import parley.channel.ChannelType;
import parley.story.Hub;
import parley.story.Person;

/// A company whose people sit at real browsers.
final class Office implements AutoCloseable {

    static final Eyes DESK = new Eyes("en", "light", 1440, 900);

    final Chrome chrome = new Chrome();
    final Hub hub;

    private Office(Hub hub) {
        this.hub = hub;
    }

    static Office open(ChannelType... channels) {
        return new Office(Hub.start(channels));
    }

    /// Of a hub that runs already; closing the office closes it.
    static Office of(Hub hub) {
        return new Office(hub);
    }

    /// A window of this person's own browser, signed in, at a path.
    Page window(Person person, Eyes eyes, String path) {
        person.put(
                "/me/preferences", "{\"language\":\"%s\",\"theme\":\"%s\"}".formatted(eyes.language(), eyes.theme()));
        var context = chrome.person(eyes);
        var cookie = person.cookie().split("=", 2);
        // An address of the internet leads nowhere in a test.
        var here = hub.address().startsWith("https:") ? "http://127.0.0.1:" + hub.port() : hub.address();
        context.addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(here)));
        var page = context.newPage();
        page.navigate(here + path);
        return page;
    }

    /// The owner at his desk.
    Page owner(String path) {
        return window(hub.owner(), DESK, path);
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Override
    public void close() {
        hub.close();
        chrome.close();
    }
}
