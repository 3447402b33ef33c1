package parley.platform;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// murmur3_32 with seed 0, as published: shards are stored in rows, so the function can never change.
final class Murmur3 {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Murmur3() {}

    static int hash(byte[] key) {
        int hash = 0;
        int whole = key.length & ~3;
        for (int at = 0; at < whole; at += 4) {
            hash = Integer.rotateLeft(hash ^ scrambled((int) INTS.get(key, at)), 13) * 5 + 0xe6546b64;
        }
        int rest = 0;
        for (int at = key.length - 1; at >= whole; at--) {
            rest = rest << 8 | key[at] & 0xff;
        }
        return avalanche(hash ^ scrambled(rest) ^ key.length);
    }

    private static int scrambled(int word) {
        return Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
    }

    private static int avalanche(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
        mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
        return mixed ^ mixed >>> 16;
    }
}
