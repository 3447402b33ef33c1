package parley.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/// Compiles the changed copies of a bug's files into a folder that goes before the hub's class path.
final class Planting {

    private Planting() {}

    /// Throws when a text to be changed is not there exactly once, or when what comes of it does not compile.
    static void plant(Bug bug, Path sources, String classPath, Path into) throws IOException {
        var changed = changed(bug, sources);
        var folder = Files.createDirectories(into.resolve("sources"));
        var words = new ArrayList<>(List.of(
                "--release", "25", "-proc:none", "-nowarn", "-parameters", "-cp", classPath, "-d", into.toString()));
        for (var one : changed.entrySet()) {
            var copy = folder.resolve(one.getKey());
            Files.createDirectories(copy.getParent());
            words.add(Files.writeString(copy, one.getValue()).toString());
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler.run(null, null, null, words.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("bug " + bug.number() + " does not compile");
        }
    }

    /// The whole texts of its files, by their names.
    static Map<String, String> changed(Bug bug, Path sources) throws IOException {
        var changed = new LinkedHashMap<String, String>();
        for (var edit : bug.edits()) {
            var before = changed.get(edit.file());
            var text = before == null ? Files.readString(sources.resolve(edit.file())) : before;
            int first = text.indexOf(edit.find());
            if (first < 0 || text.indexOf(edit.find(), first + 1) >= 0) {
                throw new IllegalStateException(
                        "bug " + bug.number() + ": not exactly once in " + edit.file() + ": " + edit.find());
            }
            changed.put(edit.file(), text.replace(edit.find(), edit.replace()));
        }
        return changed;
    }
}
