package parley.platform;

/// What a file is called, as far as one may believe a stranger.
final class FileName {

    private static final int LONGEST = 120;

    private FileName() {}

    /// Without folders, control characters, marks that turn the direction of writing, and what no disk takes; never
    /// empty; its ending survives when it is shortened.
    static String of(String typed) {
        var last = typed.substring(Math.max(typed.lastIndexOf('/'), typed.lastIndexOf('\\')) + 1);
        var clean = last.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}<>:\"|?*]", "")
                .strip()
                .replaceAll("^\\.+", "")
                .replaceAll("[. ]+$", "");
        return clean.isEmpty() ? "file" : shortened(clean);
    }

    private static String shortened(String name) {
        if (name.codePointCount(0, name.length()) <= LONGEST) {
            return name;
        }
        var dot = name.lastIndexOf('.');
        var ending = dot > 0 && name.length() - dot <= 12 ? name.substring(dot) : "";
        return name.substring(0, name.offsetByCodePoints(0, LONGEST - ending.length())) + ending;
    }
}
