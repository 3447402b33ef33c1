package parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.crm.CrmType;
import parley.platform.FormText;

/// What administrators read of the CRMs is whole in both languages.
class AdaptersTest {

    static Stream<CrmType> crms() {
        return Adapters.crms().stream();
    }

    @ParameterizedTest
    @MethodSource("crms")
    void everyCrmSpeaksBothLanguages(CrmType crm) {
        var flaws = new ArrayList<String>();
        FormText.text(flaws, "name", crm.name());
        if (!crm.about().isEmpty()) {
            FormText.text(flaws, "about", crm.about());
        }
        FormText.fields(flaws, crm.form());
        crm.reasons().forEach((code, texts) -> FormText.text(flaws, "reason " + code, texts));

        assertEquals(List.of(), flaws, crm.type());
    }

    @Test
    void noTwoHaveOneName() {
        var names = new HashSet<String>();
        crms().forEach(crm -> assertTrue(names.add(crm.type()), crm.type()));
    }
}
