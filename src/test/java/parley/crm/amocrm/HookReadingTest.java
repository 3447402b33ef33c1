package parley.crm.amocrm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.crm.Crm.Change;
import parley.crm.CrmHook;

class HookReadingTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', nullValues = "-", textBlock = """
        BODY                                                                                    | HEARD
        leads[status][0][id]=7&leads[status][0][old_status_id]=142&account[id]=28654321         | deal 7
        leads%5Bresponsible%5D%5B0%5D%5Bid%5D=7&leads%5Bresponsible%5D%5B0%5D%5Bname%5D=A%26B   | deal 7
        leads[update][id]=7                                                                     | deal 7
        leads[delete][0][id]=7&leads[delete][1][id]=8                                           | deal 7,deal 8
        contacts[update][0][id]=9&contacts[update][0][type]=contact                             | contact 9
        contacts[add][0][id]=9&contacts[add][0][type]=company                                   | -
        unsorted[delete][0][action]=accept&unsorted[delete][0][accept_result][leads][0]=7       | deal 7
        leads[add][0][id]=7&leads[update][0][id]=7                                              | deal 7
        leads[add][0][id]=seven&leads[add][0][id]=-7                                            | -
        task[add][0][id]=7                                                                      | -
        %%%=&&&=%zz                                                                             | -
        {"leads":[{"id":7}]}                                                                    | -
        """)
    void aFormIsReadIntoHints(String body, String heard) {
        var verdict = HookReading.read(new CrmHook("POST", Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8)));

        var words = ((CrmHook.Verdict.Heard) verdict)
                .changes().stream().map(HookReadingTest::words).collect(Collectors.joining(","));
        assertEquals(heard == null ? "" : heard, words);
    }

    private static String words(Change change) {
        return switch (change) {
            case Change.OfContact(var contact) -> "contact " + contact;
            case Change.OfDeal(var deal, var _) -> "deal " + deal;
            case Change.OfCatalogue() -> "catalogue";
        };
    }
}
