package parley.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import parley.story.Hub;

/// A Chromium that blocks the cookies of third parties and keeps what frames store apart by site. Started by hand: the
/// one that Playwright starts has the keeping apart switched off, and would prove nothing (UX 20).
final class StrictChrome implements AutoCloseable {

    private static final String PORT_FILE = "DevToolsActivePort";

    private final Path profile;
    private final Process process;
    private final Browser browser;

    StrictChrome() {
        var path = Chrome.program().toString();
        try {
            profile = Files.createTempDirectory("parley-chrome-");
            var command = new ArrayList<>(List.of(path, "--headless=new", "--remote-debugging-port=0"));
            command.add("--user-data-dir=" + profile);
            command.addAll(Chrome.FLAGS);
            command.addAll(List.of(
                    "--test-third-party-cookie-phaseout",
                    "--enable-features=ThirdPartyStoragePartitioning,PartitionedCookies",
                    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
                    "about:blank"));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Hub.await("Chromium opens its port", () -> Files.exists(profile.resolve(PORT_FILE)) && !port().isEmpty());
        browser = Chrome.playwright().chromium().connectOverCDP("http://127.0.0.1:" + port());
    }

    private String port() {
        try {
            return Files.readAllLines(profile.resolve(PORT_FILE)).stream()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In the browser's own profile, where cookies and storage are kept as at home.
    Page page() {
        var page = browser.contexts().getFirst().newPage();
        page.setDefaultTimeout(Chrome.PATIENCE);
        return page;
    }

    @Override
    public void close() {
        browser.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
        Hub.await("the profile is gone", this::forget);
    }

    /// What Chromium's processes still write while they end is deleted at the next attempt.
    private boolean forget() {
        try (var paths = Files.walk(profile)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
            return true;
        } catch (IOException | UncheckedIOException _) {
            return false;
        }
    }
}
