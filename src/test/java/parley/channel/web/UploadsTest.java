package parley.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.channel.Content;
import parley.channel.Inbound;
import parley.platform.Json;
import parley.platform.PageAnswer;

/// Files of visitors, and files for them.
class UploadsTest {

    private static final byte[] PNG = "\u0089PNG\r\n\u001A\nrest".getBytes(StandardCharsets.ISO_8859_1);

    private final Shop shop = new Shop();
    private final String token = shop.visitor();

    @Test
    void aFileTravelsWithItsMessage() {
        var upload = Shop.json(upload("photo.png", PNG));
        assertEquals("image/png", upload.path("mime").asString());
        assertEquals(PNG.length, upload.path("size").asLong());
        assertEquals(64, upload.path("sha256").asString().length());

        var sent = shop.ask(
                "POST",
                "messages",
                token,
                "{'client_message_id':'%s','upload_id':'%s'}"
                        .formatted(Shop.cid(1), upload.path("upload_id").asString()));
        assertEquals(201, sent.status());

        var content = shop.heard(Inbound.Message.class).getLast().content();
        assertEquals(Content.Kind.IMAGE, content.kind());
        assertEquals("parley:f0", content.files().getFirst().reference());
    }

    @Test
    void anUploadBelongsToItsVisitor() {
        var id = Shop.json(upload("photo.png", PNG)).path("upload_id").asString();
        var other = shop.ask(
                "POST",
                "messages",
                shop.visitor(),
                "{'client_message_id':'%s','upload_id':'%s'}".formatted(Shop.cid(1), id));
        assertEquals(422, other.status());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        photo.png          | PNG                        | 201 |
        photo.jpg          | PNG                        | 415 | wrong_kind
        photo              | PNG                        | 201 |
        notes.txt          | plain words                | 201 |
        page.txt           | <html><script>             | 415 | wrong_kind
        page.html          | <html>                     | 415 | wrong_kind
        picture.svg        | <svg>                      | 415 | wrong_kind
        run.sh             | #!/bin/sh                  | 415 | wrong_kind
        program.exe        | MZ                         | 415 | wrong_kind
        program.txt        | MZ                         | 201 |
        paper.pdf          | %PDF-1.7                   | 201 |
        paper.pdf.exe      | %PDF-1.7                   | 415 | wrong_kind
        empty.txt          |                            | 422 | empty_file
        invoice.\u202Efdp.exe   | MZ                         | 415 | bad_name
        """)
    void onlyWhatIsOnTheListIsTaken(String name, String content, int status, String code) {
        var bytes =
                content == null ? new byte[0] : content.equals("PNG") ? PNG : content.getBytes(StandardCharsets.UTF_8);
        var answer = upload(name, bytes);
        assertEquals(status, answer.status());
        if (code != null) {
            assertEquals(code, Json.tree(answer.body()).path("error").asString());
            assertTrue(shop.stored.isEmpty(), "what is refused is not stored");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "C:\\temp\\a.txt, a.txt",
        ".htaccess, htaccess",
        "a:b?.png, a_b_.png",
        "..., file",
        "'  ', file"
    })
    void namesLoseTheirFolders(String sent, String kept) {
        assertEquals(kept, UploadKinds.name(sent).orElseThrow());
    }

    @Test
    void aLongNameKeepsItsEnding() {
        var name = UploadKinds.name("я".repeat(300) + ".png").orElseThrow();
        assertEquals(120, name.length());
        assertTrue(name.endsWith("я.png"));
    }

    @Test
    void whatIsTooBigIsRefusedBeforeItIsRead() {
        var answer = shop.pages()
                .answer(Shop.request(
                        "POST",
                        "uploads",
                        Map.of(
                                "host",
                                "hub.example",
                                "origin",
                                Shop.HUB,
                                WebPages.TOKEN,
                                token,
                                "content-type",
                                "multipart/form-data; boundary=x",
                                "content-length",
                                Long.toString(26L << 20)),
                        new byte[0]));
        assertEquals(413, answer.status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        application/json                | {}
        multipart/form-data             | --x
        multipart/form-data; boundary=x | nothing
        multipart/form-data; boundary=x | --x
        """)
    void whatIsNoFormIsRefused(String type, String body) {
        assertEquals(
                400, shop.ask("POST", "uploads", token, Shop.HUB, type, body).status());
    }

    @Test
    void aFileThatBreaksOffIsRefused() {
        var whole = form("notes.txt", "plain words".repeat(100).getBytes(StandardCharsets.UTF_8));
        var broken = java.util.Arrays.copyOf(whole, whole.length - 30);
        var answer = shop.ask("POST", "uploads", token, Shop.HUB, "multipart/form-data; boundary=xyz", broken);
        assertEquals(400, answer.status());
        assertTrue(shop.stored.isEmpty());
    }

    @Test
    void anEmployeesFileIsServedByASignedAddressThatPasses() throws IOException {
        shop.writes(token, Shop.cid(1), "Hello");
        shop.stored.put("price", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
        var file = new Content.Attachment("price", "Цены 2026.pdf", "application/pdf", 8, null, null, null);
        shop.connection()
                .send(new parley.channel.Outbound.Send(
                        shop.writer(),
                        new parley.base.MessageId(1),
                        "a",
                        new Content(Content.Kind.FILE, null, java.util.List.of(file), Map.of()),
                        null,
                        "Bruce"));
        var url = shop.events(token, 1)
                .get(0)
                .path("attachments")
                .path(0)
                .path("url")
                .asString();

        var download = shop.pages().download(Shop.request("GET", url, Map.of(), new byte[0]));
        assertNotNull(download);
        assertEquals("nosniff", download.headers().get("X-Content-Type-Options"));
        assertEquals("application/octet-stream", download.headers().get("Content-Type"));
        assertTrue(download.headers().get("Content-Disposition").startsWith("attachment; filename*=UTF-8''%D0%A6"));
        try (var content = download.content().open()) {
            assertEquals("%PDF-1.7", new String(content.readAllBytes(), StandardCharsets.UTF_8));
        }

        assertNull(shop.pages().download(Shop.request("GET", url + "x", Map.of(), new byte[0])));
        shop.later(Duration.ofDays(9));
        assertNull(shop.pages().download(Shop.request("GET", url, Map.of(), new byte[0])));
    }

    private PageAnswer upload(String name, byte[] content) {
        return shop.ask("POST", "uploads", token, Shop.HUB, "multipart/form-data; boundary=xyz", form(name, content));
    }

    static byte[] form(String name, byte[] content) {
        var head = "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: image/whatever\r\n\r\n";
        var form = new ByteArrayOutputStream();
        form.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes("\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }
}
