package parley.rules;

import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;

/// The point of the settings page that decides something, for an explanation to lead there.
///
/// @param section `channels`, `roles`, `new`, `closed`, `access`, `global` or `advanced`
/// @param channel absent where the section belongs to the whole integration (R10)
public record SettingsPoint(String section, @Nullable ChannelId channel) {

    /// Absent for what the CRM decides, or the employee himself.
    ///
    /// @param reason one of an [Explanation]
    public static @Nullable SettingsPoint of(Reason reason, ChannelId channel) {
        return of(reason.code(), reason.rule(), channel);
    }

    /// @param code of a [Reason], or of a line that tells a stored decision
    public static @Nullable SettingsPoint of(String code, String rule, ChannelId channel) {
        return switch (code) {
            case "channel_not_in_integration" -> new SettingsPoint("channels", null);
            case "manager_sees_all",
                    "auditor_sees_all",
                    "no_role",
                    "auditor_never_writes",
                    "not_yours",
                    "new_client",
                    "receives_no_new_clients",
                    "red_new",
                    "red_common",
                    "grey_new",
                    "in",
                    "out_no_role",
                    "out_auditor",
                    "out_slider_off" -> new SettingsPoint("roles", channel);
            case "no_access", "channel_read_only", "out_no_write_access" -> new SettingsPoint("access", channel);
            case "waits_for_turn",
                    "first_responder",
                    "by_turn",
                    "by_turn_weights",
                    "turn",
                    "turn_first",
                    "offer",
                    "assign",
                    "wait" -> new SettingsPoint("new", channel);
            case "closed_deal", "new_deal" -> new SettingsPoint("closed", channel);
            case "global_all", "chat_administrator", "common_chat" -> new SettingsPoint("global", null);
            case "red_all", "grey_others", "grey_common" -> new SettingsPoint("advanced", null);
            case "grey_observer" ->
                rule.equals("R49") ? new SettingsPoint("global", null) : new SettingsPoint("roles", channel);
            default -> null;
        };
    }
}
