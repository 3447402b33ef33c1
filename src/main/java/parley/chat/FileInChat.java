package parley.chat;

import org.jspecify.annotations.Nullable;

/// A file of a message.
///
/// @param id the stored file; absent until it has been fetched
/// @param reference the messenger's handle, needed until then
/// @param state `loading`, `ready` or `gone`
/// @param size bytes, 0 when unknown
public record FileInChat(
        @Nullable String id,
        @Nullable String reference,
        String name,
        @Nullable String mime,
        long size,
        @Nullable Integer w,
        @Nullable Integer h,
        @Nullable Integer seconds,
        String state) {

    public FileInChat stored(String id, @Nullable String mime, long size, @Nullable Integer w, @Nullable Integer h) {
        return new FileInChat(
                id, null, name, mime, size, w == null ? this.w : w, h == null ? this.h : h, seconds, "ready");
    }

    public FileInChat gone() {
        return new FileInChat(null, null, name, mime, size, w, h, seconds, "gone");
    }
}
