package parley.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;
import parley.base.EmployeeId;

/// The windows of a company that are told what happens, found by what may concern them: a change costs those whom it
/// concerns and one look at each place from which people look, however many windows are open. Guarded by its company's
/// lock.
final class Crowd {

    /// From where one looks who is not mentioned: all windows of a place are told the same of a change that names none
    /// of their viewers.
    private record Place(Standpoint standpoint, boolean administrator) {}

    /// The windows of one place.
    static final class Group {

        private final Set<Window> windows = new HashSet<>();

        /// What waits for those who are responsible for none of it, as the group was told last.
        @Nullable
        Counters counters;

        /// Absent when there is none.
        private @Nullable Window any(Predicate<Window> wanted) {
            for (var window : windows) {
                if (wanted.test(window)) {
                    return window;
                }
            }
            return null;
        }
    }

    /// What is asked of each group.
    interface Question {

        /// Whether something else waits for it than it was told last.
        ///
        /// @param any of its windows
        boolean isCountedAnew(Group group, Window any);

        /// Whether there is anything to tell of what has changed.
        ///
        /// @param other one of its windows, whom the changes do not mention and who watches none of them
        boolean isTold(Window other);
    }

    private final Map<Place, Group> groups = new HashMap<>();
    private final Map<EmployeeId, Set<Window>> people = new HashMap<>();
    private final Map<ChatId, Set<Window>> watchers = new HashMap<>();

    /// Those inside a CRM's card and those who see nothing: each is a case of his own.
    private final Set<Window> single = new HashSet<>();

    /// Those that do not know yet how much waits for them.
    private final Set<Window> uncounted = new HashSet<>();

    private final Set<Window> all = new HashSet<>();

    /// A window that is told from here on; its viewer, lens and card stay as they are.
    void add(Window window) {
        all.add(window);
        uncounted.add(window);
        window.watched.forEach(chat -> put(watchers, chat, window));
        var me = window.lens.me();
        if (me == null || window.viewer().card() != null) {
            single.add(window);
        } else {
            put(people, me, window);
            groups.computeIfAbsent(place(window), _ -> new Group()).windows.add(window);
        }
    }

    /// Harmless for one that was never added.
    void remove(Window window) {
        if (!all.remove(window)) {
            return;
        }
        uncounted.remove(window);
        single.remove(window);
        window.watched.forEach(chat -> take(watchers, chat, window));
        var me = window.lens.me();
        if (me != null) {
            take(people, me, window);
        }
        groups.computeIfPresent(place(window), (_, group) -> {
            group.windows.remove(window);
            return group.windows.isEmpty() ? null : group;
        });
    }

    /// Lets a window watch other chats than before.
    void watch(Window window, Runnable change) {
        var isHere = all.contains(window);
        window.watched.forEach(chat -> take(watchers, chat, window));
        change.run();
        if (isHere) {
            window.watched.forEach(chat -> put(watchers, chat, window));
        }
    }

    /// The chats that anybody watches.
    Set<ChatId> watched() {
        return watchers.keySet();
    }

    Collection<Window> all() {
        return all;
    }

    /// Those whom the changes may concern: nobody else would be told anything. Each who does not know yet how much
    /// waits for him is one of them, and counts as told.
    Set<Window> concerned(Changes changes, Set<EmployeeId> recounted, Question question) {
        var concerned = new HashSet<>(uncounted);
        uncounted.clear();
        concerned.addAll(single);
        changes.mentions().all().forEach(employee -> concerned.addAll(people.getOrDefault(employee, Set.of())));
        recounted.forEach(employee -> concerned.addAll(people.getOrDefault(employee, Set.of())));
        changes.touched().forEach(chat -> concerned.addAll(watchers.getOrDefault(chat, Set.of())));
        for (var group : groups.values()) {
            var any = group.any(window -> window.live);
            if (any == null) {
                continue;
            }
            var other = group.any(window -> window.live && !concerned.contains(window));
            if (question.isCountedAnew(group, any) || other != null && question.isTold(other)) {
                concerned.addAll(group.windows);
            }
        }
        concerned.removeIf(window -> !window.live);
        return concerned;
    }

    /// What groups were told is void: each is counted anew.
    void forgetCounts() {
        groups.values().forEach(group -> group.counters = null);
    }

    private static Place place(Window window) {
        return new Place(window.lens.standpoint(), window.viewer().administrator());
    }

    private static <K> void put(Map<K, Set<Window>> map, K key, Window window) {
        map.computeIfAbsent(Objects.requireNonNull(key), _ -> new HashSet<>(2)).add(window);
    }

    private static <K> void take(Map<K, Set<Window>> map, K key, Window window) {
        map.computeIfPresent(Objects.requireNonNull(key), (_, some) -> {
            some.remove(window);
            return some.isEmpty() ? null : some;
        });
    }
}
