package parley.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void aPageKeepsItsRowsWhenTheListChangesLater() {
        var rows = new ArrayList<>(List.of("first", "second"));
        var page = new Page<>(rows, null);

        rows.clear();

        assertEquals(List.of("first", "second"), page.rows());
    }

    @Property
    void aPageHasTheRowsItWasMadeOf(@ForAll List<Integer> rows) {
        assertEquals(rows, new Page<>(rows, null).rows());
    }
}
