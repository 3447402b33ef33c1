package parley.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import parley.base.ChannelId;
import parley.rules.ChannelSettings;
import parley.rules.Checks;
import parley.rules.Finding;
import parley.rules.Settings;
import parley.settings.SettingsDesk.Agreed;
import tools.jackson.databind.JsonNode;

/// A document, looked at from all sides at once: how it is written, and what the rules say to it (R11).
///
/// @param legible whether it is a document at all; otherwise `whole` is what could be read of it
/// @param whole as it would be saved
/// @param mistakes at most 200
record Examination(boolean legible, Settings whole, List<Finding> mistakes, List<Finding> warnings) {

    private static final int MOST = 200;

    /// What follows from other fields is told once those can be read.
    private static final Set<String> FOLLOWS = Set.of("slider_needs_write", "default_needs_write");

    /// @param alive the channels that there are
    static Examination of(JsonNode document, Agreed agreed, Set<ChannelId> alive) {
        var read = DocumentReader.read(document, alive);
        var illegible = read.mistakes().all();
        var whole = withTheUnseen(read.settings(), agreed.settings());
        var findings = Checks.of(only(whole, alive), agreed.facts(), Set.of());
        var mistakes = new ArrayList<>(illegible);
        findings.mistakes().stream()
                .filter(mistake -> illegible.stream().noneMatch(one -> hides(one, mistake)))
                .forEach(mistakes::add);
        var told = mistakes.subList(0, Math.min(MOST, mistakes.size()));
        return new Examination(illegible.isEmpty(), whole, List.copyOf(told), findings.warnings());
    }

    /// Whether a mistake may be there only because of another, which kept its place from being read.
    private static boolean hides(Finding illegible, Finding mistake) {
        return lies(illegible.path(), mistake.path())
                || lies(mistake.path(), illegible.path())
                || FOLLOWS.contains(mistake.code()) && illegible.path().startsWith("/channels")
                || mistake.code().equals("stage_missing") && illegible.path().equals(pipelineOf(mistake));
    }

    private static String pipelineOf(Finding stage) {
        return stage.path().replaceFirst("/stage$", "/pipeline");
    }

    private static boolean lies(String outer, String inner) {
        return inner.equals(outer) || inner.startsWith(outer + "/");
    }

    /// What holds already is warned of no more.
    List<Finding> newWarnings(Agreed agreed, Set<ChannelId> alive) {
        var known = Checks.of(only(agreed.settings(), alive), agreed.facts(), Set.of())
                .warnings();
        return warnings.stream().filter(warning -> !known.contains(warning)).toList();
    }

    /// What the editor did not hold stays as it was: channels that were connected while he edited, and those that were
    /// deleted.
    private static Settings withTheUnseen(Settings typed, Settings before) {
        var seen = typed.channels().stream().map(ChannelSettings::id).collect(Collectors.toCollection(HashSet::new));
        var whole = new ArrayList<>(typed.channels());
        before.channels().stream()
                .filter(channel -> !seen.contains(channel.id()))
                .forEach(whole::add);
        return Roster.with(typed, typed.version(), whole);
    }

    static Settings only(Settings settings, Set<ChannelId> alive) {
        return Roster.with(
                settings,
                settings.version(),
                settings.channels().stream()
                        .filter(channel -> alive.contains(channel.id()))
                        .toList());
    }
}
