package parley.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static parley.rules.Office.BULK;
import static parley.rules.Office.SHOP;
import static parley.rules.Office.TONY;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.ChannelId;

/// WRITABLE are the channels on which Tony may write; there are three, 1 to 3, and he sees all.
class ChannelChoiceTest {

    @ParameterizedTest(name = "{0}: writable {1}, default {2}, picked {3}, chat on {4} → {5}")
    @DisplayName("R43–R46: the channel that a message goes out on")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        R45: first, with a default          | 1 2 | 2 | - | - | 2
        R45: a reply goes out on its chat's | 1 2 | 2 | - | 1 | 1
        R45: he may pick another            | 1 2 | 2 | 1 | 2 | 1
        R45: a picked one must be writable  | 1 2 | 2 | 3 | 2 | refused
        R41: the chat's is only for reading | 1 2 | 2 | - | 3 | refused
        R44: the only writable one          | 2   | - | - | - | 2
        R46: a default that is not writable | 1 2 | 3 | - | - | 1 or 2
        R46: and only one left              | 2   | 3 | - | - | 2
        several and no default              | 1 2 | - | - | - | 1 or 2
        none                                | -   | - | - | - | refused
        """)
    void choose(
            String name,
            @Nullable String writable,
            @Nullable Long chosen,
            @Nullable Long picked,
            @Nullable Long chat,
            String expected) {
        var settings = settings(writable, chosen);

        var choice = OutgoingChannel.choose(settings, TONY, id(picked), id(chat));

        assertEquals(
                expected,
                switch (choice) {
                    case OutgoingChannel.Use(var channel) -> channel.toString();
                    case OutgoingChannel.Pick(var from) ->
                        from.stream().map(ChannelId::toString).collect(Collectors.joining(" or "));
                    case OutgoingChannel.Refused() -> "refused";
                });
    }

    @ParameterizedTest(name = "{0}: writable {1}, default {2} → {3}")
    @DisplayName("R44, R46: the default after accesses have changed")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        R44: the only one has it by itself        | 2     | - | 2
        R44: and cannot lose it to another        | 2     | 1 | 2
        R46: losing WRITE clears it               | 1 2   | 3 | -
        R46: it stays while it is writable        | 1 2 3 | 2 | 2
        R43: nobody chooses among several for him | 1 2   | - | -
        no channel left                           | -     | 2 | -
        """)
    void normalised(String name, @Nullable String writable, @Nullable Long chosen, @Nullable Long expected) {
        var settings = DefaultChannel.normalised(settings(writable, chosen));

        assertEquals(id(expected), settings.defaultChannel().get(TONY));
    }

    private static Settings settings(@Nullable String writable, @Nullable Long chosen) {
        var may = writable == null ? List.<String>of() : Arrays.asList(writable.split(" "));
        var channels = List.of(SHOP, BULK, new ChannelId(3)).stream()
                .map(id -> Office.channel(id)
                        .with(TONY, Role.SELLER, false, may.contains(id.toString()) ? Access.WRITE : Access.READ)
                        .ticked())
                .toArray(ChannelSettings[]::new);
        var settings = Office.settings(channels);
        return chosen == null ? settings : settings.withDefaultChannel(Map.of(TONY, new ChannelId(chosen)));
    }

    private static @Nullable ChannelId id(@Nullable Long value) {
        return value == null ? null : new ChannelId(value);
    }
}
