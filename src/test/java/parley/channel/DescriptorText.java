package parley.channel;

import static parley.platform.FormText.demand;
import static parley.platform.FormText.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import parley.platform.FormField;
import parley.platform.FormText;

/// Reads an adapter's face as its reviewer would.
public final class DescriptorText {

    private static final Set<String> STEPS = Set.of("text", "form", "connect", "wait");
    private static final Set<String> WRITE_FIRST = Set.of("yes", "template", "after_client", "no");

    private DescriptorText() {}

    static Stream<FormField> fields(Descriptor face) {
        return face.steps().stream().flatMap(step -> step.fields().stream());
    }

    /// Everything that is wrong with it, in words; empty when nothing is.
    public static List<String> flaws(Descriptor face) {
        var flaws = new ArrayList<String>();
        text(flaws, "name", face.name());
        text(flaws, "about", face.about());
        demand(flaws, face.tag().letters().length() == 2, "the tag has two letters");
        demand(flaws, face.tag().colour().matches("#[0-9a-f]{6}"), "the tag's colour is #rrggbb");
        demand(
                flaws,
                WRITE_FIRST.contains(face.can().writeFirst()),
                "writeFirst: " + face.can().writeFirst());
        for (var step : face.steps()) {
            demand(flaws, STEPS.contains(step.kind()), "no such step: " + step.kind());
            if (step.body() != null) {
                text(flaws, "step " + step.kind(), step.body());
            }
        }
        FormText.fields(flaws, face.form());
        face.reasons().forEach((code, texts) -> text(flaws, "reason " + code, texts));
        face.actions().forEach(action -> text(flaws, "action " + action.key(), action.label()));
        return flaws;
    }
}
