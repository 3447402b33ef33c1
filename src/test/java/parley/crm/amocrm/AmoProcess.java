package parley.crm.amocrm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.InstantSource;
import java.util.Collection;

/// The paper account as a process of its own, for measurements: prints its address, and for every line that it reads
/// how many deals, notes of deals, calls and flaws it has. Ends when nobody writes any more.
public final class AmoProcess {

    private AmoProcess() {}

    public static void main(String[] nothing) throws IOException {
        try (var amo = new FakeAmo(InstantSource.system());
                var asked = new BufferedReader(new InputStreamReader(System.in))) {
            System.out.println(amo.address());
            while (asked.readLine() != null) {
                System.out.println(amo.deals().size() + " " + notes(amo) + " "
                        + amo.calls().size() + " " + amo.flaws().size());
            }
        }
    }

    private static long notes(FakeAmo amo) {
        return amo.deals().stream()
                .map(deal -> amo.notes("leads/" + deal.split(" ")[0]))
                .mapToLong(Collection::size)
                .sum();
    }
}
