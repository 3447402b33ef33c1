package parley.realtime;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Something that is said to windows. However many hear it, it is put into the bytes of the wire once.
public final class Frame {

    private final String text;
    private volatile byte @Nullable [] wire;

    public Frame(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /// The bytes that go over the wire; nobody may change them.
    ///
    /// @param encoding one and the same for all lines of a process
    public byte[] wire(Function<String, byte[]> encoding) {
        var known = wire;
        if (known == null) {
            // Two who come at the same moment make the same bytes.
            known = encoding.apply(text);
            wire = known;
        }
        return known;
    }
}
