package parley.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Time, chance and ids come in through the door.
class ClockAndChanceLawTest {

    private static final Set<String> ASKS_THE_SYSTEM = Set.of(
            "java.time.Instant.now()",
            "java.time.LocalDate.now()",
            "java.time.LocalDateTime.now()",
            "java.time.OffsetDateTime.now()",
            "java.time.ZonedDateTime.now()",
            "java.time.Clock.systemUTC()",
            "java.time.Clock.systemDefaultZone()",
            "java.time.InstantSource.system()",
            "java.lang.System.currentTimeMillis()",
            "java.lang.Math.random()",
            "java.util.UUID.randomUUID()",
            "java.util.Random.<init>()",
            "java.util.concurrent.ThreadLocalRandom.current()");

    @Test
    void onlyAppAsksTheSystemForTimeAndChance() {
        noClasses()
                .that()
                .resideOutsideOfPackage("parley.app..")
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe(
                        "ask the system for time or chance",
                        (JavaCall<?> call) ->
                                ASKS_THE_SYSTEM.contains(call.getTarget().getFullName())))
                .because("what takes its clock and its dice from outside can be simulated and tested to the second;"
                        + " take an InstantSource or a RandomGenerator in the constructor")
                .check(RoomsLawTest.house());
    }
}
