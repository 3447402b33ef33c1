package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.platform.Json;
import parley.story.Hub;

/// Users, contacts, deals and pipelines, as the contract has them (5.3–5.6).
class EntitiesTest {

    private static ApiCompany company;
    private static Crm crm;

    @BeforeAll
    static void open() {
        company = new ApiCompany();
        crm = company.crm;
    }

    @AfterAll
    static void close() {
        company.close();
    }

    @Test
    void usersAreSentListedAndTakenAway() {
        company.sends("/v3/users/", "[{\"id\":\"us-1\",\"name\":\"Anna\",\"phone\":\"+7 926 123-45-67\"}]");
        company.sends("/v3/users", "{\"id\":77,\"name\":\"Aaron\",\"phone\":\"none\"}");

        assertEquals(
                Json.tree("{\"id\":\"us-1\",\"name\":\"Anna\",\"phone\":\"79261234567\"}"),
                company.reads("/v3/users/us-1"));
        assertEquals(Json.tree("{\"id\":\"77\",\"name\":\"Aaron\",\"phone\":null}"), company.reads("/v3/users/77"));
        assertEquals(
                Json.tree("{\"id\":\"77\",\"name\":\"Aaron\"}"),
                company.reads("/v3/users").path(0));
        assertEquals(
                company.reads("/v3/users").size(),
                company.reads("/v3/users?offset=0").path("count").asInt());
        assertEquals(
                "[\"nobody\"]",
                crm.patch("/v3/users/bulk_delete", "[\"us-1\",\"nobody\"]").text());
        assertEquals("{}", crm.delete("/v3/users/77").text());
        assertEquals(404, crm.get("/v3/users/us-1").status());
        assertEquals(404, crm.delete("/v3/users/77").status());
    }

    @Test
    void aPhoneBelongsToOneUser() {
        company.sends("/v3/users", "[{\"id\":\"ph-1\",\"name\":\"Anna\",\"phone\":\"79260000001\"}]");

        var refused = crm.post(
                "/v3/users",
                "[{\"id\":\"ph-2\",\"name\":\"Bo\"},{\"id\":\"ph-3\",\"name\":\"Cy\",\"phone\":\"79260000001\"}]");

        assertEquals(400, refused.status());
        assertEquals("DUPLICATE_PHONE_NUMBER", refused.error());
        assertEquals(
                Json.tree("[{\"index\":1,\"fields\":[\"phone\"]}]"),
                refused.json().path("data"));
        assertEquals(404, crm.get("/v3/users/ph-2").status(), "rejected whole");
    }

    @Test
    void aContactIsAnsweredAsItWasSentWithAllItsKeys() {
        company.sends("/v3/contacts", """
            [{"id":"c-101","responsibleUserId":"u-7","name":"Anna","uri":"https://crm.example.com/contacts/101",
              "contactData":[{"chatType":"whatsapp","chatId":"79011112233"}]}]
            """);
        company.sends("/v3/contacts", """
            [{"id":102,"responsibleUserId":7,"name":"Boris","contactData":[
              {"chatType":"whatsapp","chatId":"8 (901) 111-22-33","username":"x","phone":"1"},
              {"chatType":"telegram","username":"@boris","phone":79011112234},
              {"chatType":"max","phone":"79011112235"}]}]
            """);

        assertEquals(Json.tree("""
            {"id":"c-101","responsibleUserId":"u-7","name":"Anna","uri":"https://crm.example.com/contacts/101",
             "contactData":[{"chatType":"whatsapp","chatId":"79011112233","username":null,"phone":null}]}
            """), company.reads("/v3/contacts/c-101"));
        assertEquals(Json.tree("""
            {"id":"102","responsibleUserId":"7","name":"Boris","uri":null,"contactData":[
             {"chatType":"whatsapp","chatId":"8 (901) 111-22-33","username":null,"phone":null},
             {"chatType":"telegram","chatId":null,"username":"boris","phone":"79011112234"},
             {"chatType":"max","chatId":null,"username":null,"phone":"79011112235"}]}
            """), company.reads("/v3/contacts/102"));
        assertEquals(
                "[\"nobody\"]",
                crm.patch("/v3/contacts/bulk_delete", "[102,\"nobody\"]").text());
        assertEquals("{}", crm.delete("/v3/contacts/c-101").text());
        assertEquals(404, crm.get("/v3/contacts/c-101").status());
    }

    @Test
    void listsComeByHundredsWithTheirCount() {
        for (int piece = 0; piece < 3; piece++) {
            var from = piece * 100;
            company.sends(
                    "/v3/deals",
                    IntStream.range(from, Math.min(250, from + 100))
                            .mapToObj("""
                                {"id":"page-%03d","responsibleUserId":"u-7","name":"Doors","contacts":[],"closed":false}\
                                """::formatted)
                            .collect(Collectors.joining(",", "[", "]")));
        }
        var all = company.reads("/v3/deals?offset=0");
        assertTrue(all.path("count").isNumber());
        assertTrue(all.path("count").asInt() >= 250);
        assertEquals(100, all.path("data").size());
        assertEquals(0, company.reads("/v3/deals?offset=100000").path("data").size());
        assertEquals("VALIDATION_ERROR", crm.get("/v3/deals?offset=-1").error());
    }

    @Test
    void aDealMaySayLinkAndLeaveClosedOut() {
        company.sends("/v3/deals", """
            [{"id":"d-5","responsibleUserId":"u-7","name":"Doors","uri":"https://crm.example.com/deals/5",
              "contacts":["c-101"],"closed":false},
             {"id":"d-6","responsibleUserId":"u-7","name":"Roof","link":"https://crm.example.com/deals/6",
              "contacts":[5,5],"closed":"true"},
             {"id":"d-7","responsibleUserId":"u-7","name":"Wall","contacts":[]}]
            """);

        assertEquals(Json.tree("""
            {"id":"d-5","responsibleUserId":"u-7","name":"Doors","uri":"https://crm.example.com/deals/5",
             "contacts":["c-101"],"closed":false}
            """), company.reads("/v3/deals/d-5"));
        assertEquals(Json.tree("""
            {"id":"d-6","responsibleUserId":"u-7","name":"Roof","uri":"https://crm.example.com/deals/6",
             "contacts":["5"],"closed":true}
            """), company.reads("/v3/deals/d-6"));
        assertEquals(false, company.reads("/v3/deals/d-7").path("closed").asBoolean(true));
        assertEquals(
                "[]", crm.patch("/v3/deals/bulk_delete", "[\"d-5\",\"d-6\"]").text());
    }

    @Test
    void pipelinesTakeThePlaceOfThoseBefore() {
        company.sends("/v3/pipelines", "[{\"id\":\"old\",\"name\":\"Old\"}]");
        company.sends("/v3/pipelines", """
            [{"id":"p1","name":"Sales","stages":[{"id":"s1","name":"New"}]},{"id":2,"name":"Repairs"}]
            """);

        assertEquals(Json.tree("""
            [{"id":"p1","name":"Sales","stages":[{"id":"s1","name":"New"}]},{"id":"2","name":"Repairs","stages":[]}]
            """), company.reads("/v3/pipelines"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', useHeadersInDisplayName = true, textBlock = """
        PATH       | BODY                                                              | ERROR                  | FIELDS
        users      | [{"id":"1"}]                                                      | INVALID_USERS_DATA     | [{"index":0,"fields":["name"]}]
        users      | [{"id":"1","name":"A"},{"id":1,"name":"B"}]                       | INVALID_USERS_DATA     | [{"index":0,"fields":["id"]},{"index":1,"fields":["id"]}]
        contacts   | [{"id":"1","name":"A","responsibleUserId":"1","contactData":[]}]  | INVALID_CONTACTS_DATA  | [{"index":0,"fields":["contactData"]}]
        contacts   | [{"id":"1","name":"A","responsibleUserId":"1","contactData":[{"chatType":"fax","chatId":"1"},{"chatType":"viber"}]}] | INVALID_CONTACTS_DATA | [{"index":0,"fields":["contactData[0].chatType","contactData[1].chatId"]}]
        deals      | [{"id":"1","name":"A","closed":"perhaps"}]                        | INVALID_DEALS_DATA     | [{"index":0,"fields":["closed","responsibleUserId"]}]
        pipelines  | [{"id":"1","name":"A","stages":[]}]                               | INVALID_PIPELINES_DATA | [{"index":0,"fields":["stages"]}]
        """)
    void mistakesAreNamedAndNothingIsStored(String path, String body, String error, String fields) {
        var refused = crm.post("/v3/" + path, body);

        assertEquals(400, refused.status());
        assertEquals(error, refused.error());
        assertEquals(Json.tree(fields), refused.json().path("data"));
    }

    @ParameterizedTest
    @CsvSource({"users", "contacts", "deals"})
    void aHundredAtATime(String path) {
        var ids = IntStream.range(0, 101).mapToObj(n -> "\"" + n + "\"").collect(Collectors.joining(",", "[", "]"));

        assertEquals(
                "TOO_MANY_ENTITIES",
                crm.patch("/v3/" + path + "/bulk_delete", ids).error());
        assertEquals("TOO_MANY_ENTITIES", crm.post("/v3/" + path, ids).error());
    }

    @Test
    void uploadsAppearInTheSettingsAfterTheRefreshAndWhoHasLeftGoes() {
        company.sends("/v3/users", "[{\"id\":\"r8-1\",\"name\":\"Nina\"},{\"id\":\"r8-2\",\"name\":\"Zoe\"}]");
        assertTrue(!company.hub.settings().path("employees").toString().contains("r8-1"));
        company.refresh();
        assertTrue(company.hub.settings().path("employees").toString().contains("r8-1"));

        assertEquals("{}", crm.delete("/v3/users/r8-2").text());
        company.refresh();

        var zoe = company.hub
                .settings()
                .path("employees")
                .valueStream()
                .filter(one -> one.path("id").asString().equals("r8-2"))
                .findFirst()
                .orElseThrow();
        assertEquals(false, zoe.path("active").asBoolean(true), "R8");
    }

    @Test
    void whileAnotherCrmIsConnectedTheRoutesAreClosed() {
        try (var hub = Hub.start()) {
            var other = Crm.of(hub, "full");
            for (var path : java.util.List.of("users", "contacts", "deals", "pipelines")) {
                assertEquals("FORBIDDEN", other.get("/v3/" + path).error());
                assertEquals(403, other.post("/v3/" + path, "[]").status());
            }
        }
        assertEquals(
                "FORBIDDEN", Crm.of(company.hub, "limited").get("/v3/users").error());
    }
}
