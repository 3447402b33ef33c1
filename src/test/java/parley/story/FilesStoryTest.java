package parley.story;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.story.PaperShop.cid;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import parley.channel.Content;
import parley.channel.Outbound;

/// Files of employees: uploaded, sent, and shown by links that only they can use (R42, R74, UX 5).
class FilesStoryTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final PaperPost POST = new PaperPost();
    private static final PaperShop SHOP = new PaperShop(POST);

    @AfterAll
    static void close() {
        SHOP.close();
    }

    private static byte[] picture(int size) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(PICTURE);
        out.writeBytes(new byte[Math.max(0, size - PICTURE.length)]);
        return out.toByteArray();
    }

    private static String uploaded(String name, String mime, byte[] bytes) {
        var answer = SHOP.tony.triesToUpload(name, mime, bytes);
        assertEquals(201, answer.status(), answer.toString());
        return answer.json().path("id").asString();
    }

    private static Person.Answer sends(String chat, String text, String... files) {
        return SHOP.tony.post(
                "/messages",
                PaperShop.json(java.util.Map.of("cid", cid(), "chat", chat, "text", text, "files", List.of(files))));
    }

    private static HttpResponse<byte[]> asks(String method, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(SHOP.hub.address() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /// As long as the disk takes nothing nobody is told that it did, and afterwards nothing need be repaired.
    @Test
    void aDiskThatTakesNothingAsksHimToComeAgain() throws Exception {
        var folder = SHOP.hub.data().resolve("media");
        var aside = folder.resolveSibling("media.aside");
        Files.createDirectories(folder);
        Files.move(folder, aside);
        Files.createFile(folder);
        var refused = SHOP.tony.triesToUpload("door.png", "image/png", PICTURE);
        Files.delete(folder);
        Files.move(aside, folder);
        assertEquals(503, refused.status(), refused.toString());
        assertEquals(
                201, SHOP.tony.triesToUpload("door.png", "image/png", PICTURE).status());
    }

    @Test
    void aPictureIsUploadedSentAndShown() throws Exception {
        var chat = SHOP.tonys("Anna");
        var upload = SHOP.tony.triesToUpload("door.png", "image/png", PICTURE);
        assertEquals(1, upload.json().path("w").asInt(), upload.toString());
        assertArrayEquals(
                PICTURE, asks("GET", upload.json().path("url").asString()).body());

        var sent = sends(chat, "The door", upload.json().path("id").asString());

        assertEquals(202, sent.status(), sent.toString());
        Hub.await("sent", () -> SHOP.statusOf(SHOP.tony, chat, "The door"));
        var command = (Outbound.Send) POST.delivered.getLast();
        assertEquals(Content.Kind.IMAGE, command.content().kind());
        var file = SHOP.row(SHOP.tony, chat, "The door").path("files").path(0);
        var url = file.path("url").asString();
        var whole = asks("GET", url);
        assertEquals(200, whole.statusCode());
        assertArrayEquals(PICTURE, whole.body());
        assertEquals("image/png", header(whole, "Content-Type"));
        assertTrue(header(whole, "Content-Disposition").startsWith("inline"), header(whole, "Content-Disposition"));
        assertTrue(header(whole, "Content-Security-Policy").contains("sandbox"));
        assertEquals("nosniff", header(whole, "X-Content-Type-Options"));
        assertTrue(header(whole, "Cache-Control").startsWith("private"));
        var head = asks("HEAD", url);
        assertEquals(Integer.toString(PICTURE.length), header(head, "Content-Length"));
        assertEquals(0, head.body().length);
        var part = asks("GET", url, "Range", "bytes=1-3");
        assertEquals(206, part.statusCode());
        assertArrayEquals(Arrays.copyOfRange(PICTURE, 1, 4), part.body());
        assertEquals("bytes 1-3/" + PICTURE.length, header(part, "Content-Range"));
        assertArrayEquals(
                Arrays.copyOfRange(PICTURE, PICTURE.length - 5, PICTURE.length),
                asks("GET", url, "Range", "bytes=-5").body());
        assertEquals(416, asks("GET", url, "Range", "bytes=5000-").statusCode());
        assertEquals(
                304, asks("GET", url, "If-None-Match", header(whole, "ETag")).statusCode());
    }

    @Test
    void aLinkCannotBeGuessedAlteredOrUsedByOthersOrForLong() throws Exception {
        var chat = SHOP.tonys("Boris");
        sends(chat, "Secret", uploaded("secret.png", "image/png", PICTURE));
        var url = SHOP.row(SHOP.tony, chat, "Secret")
                .path("files")
                .path(0)
                .path("url")
                .asString();
        var other = uploaded("other.png", "image/png", PICTURE);
        var file = url.substring(3, url.indexOf('?'));
        var wrong = List.of(
                url.substring(0, url.indexOf('?')),
                url.replaceFirst("s=.*", "s=AAAA"),
                url.replace(file, other),
                url.replaceFirst("e=[^&]*", "e=" + SHOP.scrooge.employee()),
                url.replaceFirst("&c=[^&]*", ""),
                url.replaceFirst("&c=[^&]*", "&c=1"),
                url.replaceFirst("t=\\d+", "t=99999999999"),
                url.replaceFirst("t=\\d+", "t="),
                "/m/" + "0".repeat(40) + url.substring(url.indexOf('?')),
                "/m/..%2f..%2fsecret.key" + url.substring(url.indexOf('?')));

        for (var forged : wrong) {
            assertEquals(404, asks("GET", forged).statusCode(), forged);
        }
        assertEquals(200, asks("GET", url).statusCode());
        // Whoever loses the chat loses its files (R23, R42).
        var scrooges = SHOP.row(SHOP.mary, chat, "Secret")
                .path("files")
                .path(0)
                .path("url")
                .asString();
        assertEquals(200, asks("GET", scrooges).statusCode());
        assertFalse(scrooges.equals(url));
        SHOP.hub.later(Duration.ofMinutes(61));
        assertEquals(404, asks("GET", url).statusCode());
        var fresh = SHOP.row(SHOP.tony, chat, "Secret")
                .path("files")
                .path(0)
                .path("url")
                .asString();
        assertEquals(200, asks("GET", fresh).statusCode());
    }

    @Test
    void whatAChannelDoesNotTakeIsRefusedInWords() {
        var chat = SHOP.tonys("Clara");
        var document = uploaded("page.html", "text/html", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        var large = uploaded("large.png", "image/png", picture(15_000));
        var huge = uploaded("huge.png", "image/png", picture(25_000));

        var refused = sends(chat, "x".repeat(51), document, huge);

        assertEquals(422, refused.status(), refused.toString());
        assertEquals(
                List.of("files.0 wrong_kind", "files.1 too_big", "text too_long"),
                refused.json()
                        .path("fields")
                        .valueStream()
                        .map(field -> field.path("path").asString() + " "
                                + field.path("code").asString())
                        .sorted()
                        .toList());
        // Too large for a picture, not for a file.
        assertEquals(202, sends(chat, "as a file", large).status());
        Hub.await("sent", () -> SHOP.statusOf(SHOP.tony, chat, "as a file"));
        assertEquals(
                Content.Kind.FILE,
                ((Outbound.Send) POST.delivered.getLast()).content().kind());
        var many = new String[11];
        Arrays.fill(many, large);
        assertEquals(422, sends(chat, "", many).status());
    }

    @Test
    void hostileFilesAreOnlyEverDownloaded() throws Exception {
        var page = SHOP.tony.triesToUpload(
                "page.html", "image/png", "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        var drawing = SHOP.tony.triesToUpload(
                "drawing.svg",
                "image/svg+xml",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"
                        .getBytes(StandardCharsets.UTF_8));

        for (var upload : List.of(page, drawing)) {
            assertEquals(201, upload.status(), upload.toString());
            var shown = asks("GET", upload.json().path("url").asString());
            assertTrue(header(shown, "Content-Disposition").startsWith("attachment"), upload.toString());
            assertFalse(header(shown, "Content-Type").contains("html"), upload.toString());
            assertFalse(header(shown, "Content-Type").contains("svg"), upload.toString());
        }
    }

    @Test
    void oversizedEmptyAndForeignUploadsAreRefused() throws Exception {
        var empty = SHOP.tony.triesToUpload("empty.png", "image/png", new byte[0]);
        assertEquals(422, empty.status(), empty.toString());
        var large = SHOP.tony.triesToUpload("large.bin", "application/octet-stream", new byte[(50 << 20) + 1]);
        assertEquals(413, large.status(), large.toString());
        assertEquals("too_big", large.json().path("error").asString());
        var signedOut = asks("POST", "/api/v1/uploads?name=x.png", "X-Parley", "1");
        assertEquals(401, signedOut.statusCode());
    }
}
