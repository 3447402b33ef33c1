package parley.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.Page;

/// The floor plan, spoken by a machine.
class RoomsLawTest {

    private static final JavaClasses HOUSE = house();

    @Test
    void aRoomKnowsOnlyTheFloorsBelow() {
        classes()
                .should(knowOnlyTheFloorsBelow())
                .because("a room that knows upwards or sideways cannot be understood, tested or replaced alone;"
                        + " hand in what it needs as a value or a function, or let app wire the two together")
                .check(HOUSE);
    }

    @Test
    void everyRoomIsOnTheFloorPlan() {
        classes()
                .should(new ArchCondition<>("live in a room of the floor plan") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!FloorPlan.has(FloorPlan.room(type))) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + " lives in no room"));
                        }
                    }
                })
                .because("a new room is a decision: give it a floor in FloorPlan and a line in ARCHITECTURE.md")
                .check(HOUSE);
    }

    @Test
    void theRulesAndTheRockKnowTheJdkOnly() {
        classes()
                .that()
                .resideInAnyPackage("parley.base..", "parley.rules..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("parley.base..", "parley.rules..", "java..", "org.jspecify.annotations..")
                .because("the law book must be readable and testable with nothing around it")
                .check(HOUSE);
    }

    @Test
    void onlyHttpAndAppKnowTheWebServer() {
        noClasses()
                .that()
                .resideOutsideOfPackages("parley.http..", "parley.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.helidon..")
                .because("the web server can be changed as long as two rooms know which it is;"
                        + " below them a page is a PageRequest and a PageAnswer")
                .check(HOUSE);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
        ROOM             | OTHER            | MAY KNOW
        intake           | chat             | true
        intake           | delivery         | false
        chat             | intake           | false
        channel          | crm              | false
        crm              | channel          | false
        channel.telegram | channel          | true
        channel.telegram | platform         | true
        channel.telegram | channel.web      | false
        channel.telegram | crm              | false
        channel          | channel.telegram | false
        http             | crm.builtin      | false
        app              | crm.builtin      | true
        rules            | platform         | false
        rules            | base             | true
        """)
    void thePlanSaysWhatItMeans(String room, String other, boolean expected) {
        assertEquals(expected, FloorPlan.mayKnow(room, other));
    }

    private static ArchCondition<JavaClass> knowOnlyTheFloorsBelow() {
        return new ArchCondition<>("know only the floors below their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var room = FloorPlan.room(type);
                if (!FloorPlan.has(room)) {
                    return;
                }
                type.getDirectDependenciesFromSelf().stream()
                        .filter(step -> step.getTargetClass().getPackageName().startsWith("parley."))
                        .filter(step -> !FloorPlan.mayKnow(room, FloorPlan.room(step.getTargetClass())))
                        .forEach(step -> events.add(SimpleConditionEvent.violated(type, step.getDescription())));
            }
        };
    }

    /// Where the tested classes lie, and nothing else: tests may know whom they like.
    static JavaClasses house() {
        try {
            var source = Page.class.getProtectionDomain().getCodeSource().getLocation();
            return new ClassFileImporter().importPath(Path.of(source.toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
