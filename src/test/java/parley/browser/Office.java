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

    private Office(ChannelType... channels) {
        hub = Hub.start(channels);
    }

    static Office open(ChannelType... channels) {
        return new Office(channels);
    }

    /// A window of this person's own browser, signed in, at a path.
    Page window(Person person, Eyes eyes, String path) {
        person.put(
                "/me/preferences", "{\"language\":\"%s\",\"theme\":\"%s\"}".formatted(eyes.language(), eyes.theme()));
        var context = chrome.person(eyes);
        var cookie = person.cookie().split("=", 2);
        context.addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(hub.address())));
        var page = context.newPage();
        page.navigate(hub.address() + path);
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
