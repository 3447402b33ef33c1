package parley.channel;

import java.util.Map;
import parley.base.AccountId;
import parley.base.ChannelId;

/// One account of a messenger as it was connected.
///
/// @param key the unguessable part of its hook address, 128 random bits or more
/// @param fields what was typed in the form, secrets decrypted: never log this record
public record ChannelConfig(AccountId account, ChannelId id, String key, Map<String, String> fields) {

    public ChannelConfig {
        fields = Map.copyOf(fields);
    }

    @Override
    public String toString() {
        return "ChannelConfig[" + id + "]";
    }
}
