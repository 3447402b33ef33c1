package parley.chat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.platform.Secrets;

/// Addresses under which a browser gets a file: for one employee, one file and one chat, for an hour at most (UX 5).
/// They are made only where that employee has just been shown the file. Programs that were told of a message get one
/// that lives a month.
public final class FileLinks {

    /// Ends are rounded, so that a browser that asks again gets the same address and finds the file in its cache.
    private static final Duration STEP = Duration.ofMinutes(30);

    private static final Duration MONTH = Duration.ofDays(30);

    private final Secrets secrets;
    private final InstantSource clock;

    public FileLinks(Secrets secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /// A link that was made here and is still alive.
    ///
    /// @param employee absent for a program
    /// @param chat absent for a file that its owner has just uploaded, and for a program
    public record Link(
            String file,
            @Nullable EmployeeId employee,
            @Nullable ChatId chat,
            Instant ends) {}

    /// @param chat where the employee sees it; absent for a file that he has just uploaded himself
    public String of(AccountId account, EmployeeId employee, @Nullable ChatId chat, String file) {
        long step = STEP.toSeconds();
        long ends = (clock.instant().getEpochSecond() / step + 2) * step;
        var link = new Link(file, employee, chat, Instant.ofEpochSecond(ends));
        return "/m/" + file + "?e=" + encoded(employee.value()) + (chat == null ? "" : "&c=" + chat) + "&t=" + ends
                + "&s=" + encoded(secrets.sign(text(account, link)));
    }

    /// For a program that has just been told of the message.
    public String lasting(AccountId account, String file) {
        var link = new Link(file, null, null, clock.instant().plus(MONTH));
        return "/m/" + file + "?t=" + link.ends.getEpochSecond() + "&s=" + encoded(secrets.sign(text(account, link)));
    }

    /// Empty for one that was made up, altered or has ended.
    ///
    /// @param ends in seconds
    public Optional<Link> read(
            AccountId account,
            String file,
            @Nullable EmployeeId employee,
            @Nullable ChatId chat,
            long ends,
            String signature) {
        var longest = employee == null ? MONTH : STEP.multipliedBy(2);
        // Later than any link lives, so also later than time can be told.
        if (ends > clock.instant().getEpochSecond() + longest.toSeconds()) {
            return Optional.empty();
        }
        var link = new Link(file, employee, chat, Instant.ofEpochSecond(ends));
        return secrets.verify(text(account, link), signature) && clock.instant().isBefore(link.ends)
                ? Optional.of(link)
                : Optional.empty();
    }

    /// The lengths keep two links from being one text.
    private static String text(AccountId account, Link link) {
        if (link.employee == null) {
            return "lasting:" + account + ":" + link.file.length() + ":" + link.file + ":" + link.ends.getEpochSecond();
        }
        var employee = link.employee.value();
        return "file:" + account + ":" + link.file.length() + ":" + link.file + ":" + employee.length() + ":" + employee
                + ":" + (link.chat == null ? "" : link.chat) + ":" + link.ends.getEpochSecond();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
