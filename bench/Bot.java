import parley.platform.Json;

/// A Telegram bot whose clients write by webhook.
///
/// @param key the unguessable part of its hook address
/// @param secret what proves the origin
record Bot(String key, String secret) {

    static Bot connect(Hub hub, BotApi api) throws Exception {
        var made = hub.send("POST", "/api/v1/channels", """
            {"type":"telegram","name":"Bench","fields":{"token":"123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc","server":"%s","mode":"webhook"}}
            """.formatted(api.address()));
        var row = Json.tree(made.body()).path("row");
        return new Bot(row.path("key").asString(), api.secret());
    }

    /// The request with the update of this number, from one of so many clients.
    byte[] hook(long number, int clients) {
        return Load.post(
                "/hooks/telegram/" + key,
                "X-Telegram-Bot-Api-Secret-Token: " + secret + "\r\n",
                update(number, number % clients + 1));
    }

    static String update(long number, long client) {
        return """
            {"update_id":%d,"message":{"message_id":%d,"date":1790000000,"chat":{"id":%d,"type":"private","first_name":"Anna"},\
            "from":{"id":%d,"is_bot":false,"first_name":"Anna"},"text":"Hello, how much is the oak door, number %d?"}}\
            """.formatted(number, number, client, client, number);
    }
}
