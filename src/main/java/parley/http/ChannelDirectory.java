package parley.http;

import java.util.Optional;
import parley.channel.ChannelConfig;
import parley.channel.Connection;

/// Finds the channel behind the unguessable part of an address.
public interface ChannelDirectory {

    /// @param transport as it stands in the address: the adapter's own name
    Optional<Live> byKey(String transport, String key);

    record Live(ChannelConfig config, Connection connection) {}
}
