package parley.channel.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import parley.channel.ChannelTools.StoredFile;
import parley.channel.ChannelTools.TooBig;
import parley.platform.Json;
import parley.platform.PageAnswer;
import parley.platform.PageRequest;
import parley.platform.Sha256;

/// A visitor's file on its way in: `multipart/form-data` with one part `file`, streamed through. What it is, is told by
/// its first bytes before anything is stored. The upload's id is a sealed text that only its own visitor can use.
final class Uploads {

    private static final String PURPOSE = "upload:";
    private static final int PER_VISITOR = 10;
    private static final int PER_ADDRESS = 30;
    private static final long OVERHEAD = 8 << 10;

    private final Widget widget;
    private final Limits perVisitor;
    private final Limits perAddress;

    Uploads(Widget widget) {
        this.widget = widget;
        this.perVisitor = new Limits(widget.tools().clock(), PER_VISITOR);
        this.perAddress = new Limits(widget.tools().clock(), PER_ADDRESS);
    }

    PageAnswer store(PageRequest request, String visitor) {
        var wait = perAddress.take(request.remote()).or(() -> perVisitor.take(visitor));
        if (wait.isPresent()) {
            return Answers.tooMany(wait.get());
        }
        if (length(request) > UploadKinds.LIMIT + OVERHEAD) {
            return tooBig();
        }
        try {
            var file = MultipartFile.open(request.headers().getOrDefault("content-type", ""), request.body());
            return file.isEmpty()
                    ? Answers.refused(400, "no_file", "The body is multipart/form-data with one part called file.")
                    : store(file.get(), visitor);
        } catch (TooBig _) {
            return tooBig();
        } catch (IOException _) {
            return Answers.refused(400, "incomplete", "The file broke off on its way.");
        }
    }

    private PageAnswer store(MultipartFile file, String visitor) throws IOException {
        var name = UploadKinds.name(file.name()).orElse(null);
        if (name == null) {
            return Answers.refused(415, "bad_name", "The file's name hides what it is.");
        }
        var head = file.readNBytes(UploadKinds.HEAD);
        if (head.length == 0) {
            return Answers.refused(422, "empty_file", "The file is empty.");
        }
        var kind = UploadKinds.kind(name, head);
        if (kind.isEmpty()) {
            return Answers.refused(415, "wrong_kind", "Files of this kind are not taken here.");
        }
        var whole =
                new DigestInputStream(new SequenceInputStream(new ByteArrayInputStream(head), file), Sha256.running());
        var stored = widget.tools().files().store(name, kind.get(), whole, UploadKinds.LIMIT);
        return answer(
                stored,
                visitor,
                HexFormat.of().formatHex(whole.getMessageDigest().digest()));
    }

    private PageAnswer answer(StoredFile stored, String visitor, String sha256) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("upload_id", widget.seal().seal(PURPOSE + visitor, Json.write(stored)));
        answer.put("name", stored.name());
        answer.put("mime", stored.mime());
        answer.put("size", stored.size());
        answer.put("sha256", sha256);
        return Answers.ok(201, answer);
    }

    /// The file behind an upload of this very visitor.
    @Nullable
    StoredFile find(String visitor, String upload) {
        return widget.seal()
                .open(PURPOSE + visitor, upload)
                .map(text -> Json.read(text, StoredFile.class))
                .orElse(null);
    }

    private static long length(PageRequest request) {
        var told = request.headers().getOrDefault("content-length", "0");
        return told.matches("\\d{1,18}") ? Long.parseLong(told) : 0;
    }

    private static PageAnswer tooBig() {
        return Answers.with(
                Answers.refused(413, "too_big", "A file has at most " + (UploadKinds.LIMIT >> 20) + " MiB."),
                "Connection",
                "close");
    }
}
