package parley.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import parley.base.AccountId;
import parley.base.ChannelId;

/// One of 256 pieces into which all work is cut. All work of a chat lies in one shard, for life (R71).
public record Shard(int number) implements Comparable<Shard> {

    public static final int COUNT = 256;

    public Shard {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("no such shard: " + number);
        }
    }

    /// @param chatKey the client's id in the channel
    public static Shard of(AccountId account, ChannelId channel, String chatKey) {
        var key = chatKey.getBytes(StandardCharsets.UTF_8);
        return hashed(ByteBuffer.allocate(16 + key.length)
                .putLong(account.value())
                .putLong(channel.value())
                .put(key));
    }

    /// The shard of a lane of jobs, or of anything else that one process at a time is to look after.
    public static Shard ofLane(AccountId account, String lane) {
        var key = lane.getBytes(StandardCharsets.UTF_8);
        return hashed(
                ByteBuffer.allocate(8 + key.length).putLong(account.value()).put(key));
    }

    private static Shard hashed(ByteBuffer key) {
        return new Shard(Murmur3.hash(key.array()) & (COUNT - 1));
    }

    @Override
    public int compareTo(Shard other) {
        return Integer.compare(number, other.number);
    }
}
