package parley.rules;

import java.util.Map;

/// Something that the page marks in the settings, without its words.
///
/// @param path where: `/channels/12/newClients/stage`, as in [SettingsDiff]; empty for the whole
/// @param code which text: `stage_missing`, `weight`, …
/// @param args what the text mentions
public record Finding(String path, String code, Map<String, String> args) {

    public Finding {
        args = Map.copyOf(args);
    }
}
