package parley.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.ChannelId;
import parley.rules.Finding;
import parley.settings.SettingsDesk.Saved;

/// Documents that are wrong in more than one way.
class ExaminationTest {

    @TempDir
    static Path data;

    private SettingsOffice office;
    private ChannelId shop;

    @BeforeEach
    void open() {
        office = new SettingsOffice(data).withCrm();
        shop = office.channel("Shop", "batman-1");
    }

    @AfterEach
    void close() {
        office.close();
    }

    private static List<String> paths(List<Finding> findings) {
        return findings.stream()
                .map(one -> one.path() + " " + one.code())
                .sorted()
                .toList();
    }

    @Test
    @DisplayName("R11: what cannot be read hides nothing that can, and makes no mistakes that are none")
    void bothKindsOfMistakesAtOnce() {
        var document = office.ticked(shop);
        var channel = SettingsOffice.channel(document, shop);
        channel.put("name", "").put("access", 7);
        channel.withObject("newClients").put("pipeline", false).put("colour", "red");
        document.put("version", "one");

        var invalid = assertInstanceOf(Saved.Invalid.class, office.save(office.bruce, document));

        var place = "/channels/" + shop;
        assertEquals(
                List.of(
                        place + "/access wrong_type",
                        place + "/name channel_name",
                        place + "/newClients/colour unknown_field",
                        place + "/newClients/pipeline wrong_type",
                        "/version wrong_type"),
                paths(invalid.mistakes()),
                "no slider_needs_write, no stage_missing: what is meant nobody knows yet");
        var hostile = office.ticked(shop);
        for (int i = 0; i < 1_000; i++) {
            SettingsOffice.channel(hostile, shop).withObject("access").put("x" + i, "READ");
        }
        assertEquals(
                200,
                assertInstanceOf(Saved.Invalid.class, office.save(office.bruce, hostile))
                        .mistakes()
                        .size());
    }
}
