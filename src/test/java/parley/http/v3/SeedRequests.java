package parley.http.v3;

/// Requests that are right, of every route: what {@link Mutations} begins with.
final class SeedRequests {

    static final String ALL = """
        GET /v3/channels
        POST /v3/message {"channelId":"CHANNEL","chatType":"whatsapp","chatId":"79011112233","text":"Hello","crmUserId":"u-1","crmMessageId":"m-1","refMessageId":"MESSAGE","clearUnanswered":true}
        POST /v3/message {"channelId":"CHANNEL","chatType":"whatsapp","chatId":"79011112233","contentUri":"https://127.0.0.1/a.png","templateValues":null,"buttonsObject":null}
        POST /v3/message {"channelId":"CHANNEL","chatType":"whatsapp","chatId":"79011112234","text":"Hi","buttonsObject":{"buttons":[{"text":"Yes","type":"text","payload":"y"}]},"phone":"79","username":"a"}
        PATCH /v3/message/MESSAGE {"crmUserId":"u-1","text":"New words"}
        DELETE /v3/message/7061726c-6579-8002-8000-0000000fffff []
        GET /v3/messages?chatType=whatsapp&chatId=79011112233&channelId=CHANNEL&from=2026-01-01T00:00:00Z&limit=50&cursor=MESSAGE
        GET /v3/messages/MESSAGE
        GET /v3/users?offset=0
        POST /v3/users [{"id":"u-1","name":"Tony","phone":"79261234567"},{"id":7,"name":"Ann"}]
        GET /v3/users/u-1
        DELETE /v3/users/u-9
        PATCH /v3/users/bulk_delete ["u-8",9]
        GET /v3/contacts?offset=0
        POST /v3/contacts [{"id":"c-1","responsibleUserId":"u-1","name":"Anna","uri":"https://crm.example/1","contactData":[{"chatType":"whatsapp","chatId":"79011112233","username":null,"phone":null}]}]
        GET /v3/contacts/c-1
        DELETE /v3/contacts/c-9
        PATCH /v3/contacts/bulk_delete ["c-8"]
        GET /v3/deals
        POST /v3/deals [{"id":"d-1","responsibleUserId":"u-1","name":"Doors","uri":"https://crm.example/5","contacts":["c-1"],"closed":false}]
        GET /v3/deals/d-1
        DELETE /v3/deals/d-9
        PATCH /v3/deals/bulk_delete ["d-8"]
        GET /v3/pipelines
        POST /v3/pipelines [{"id":"p1","name":"Sales","stages":[{"id":"s1","name":"New"}]}]
        GET /v3/templates/whatsapp?limit=100&offset=0
        POST /v3/iframe {"user":{"id":"u-1","name":"Tony"},"scope":"card","filter":[{"chatType":"whatsapp","chatId":"79011112233","name":"Client"}],"activeChat":{"channelId":"CHANNEL","chatType":"whatsapp","chatId":"79011112233"},"options":{"clientType":"crm","useDealsEvents":true}}
        GET /v3/webhooks
        PATCH /v3/webhooks {"webhooksUri":"https://127.0.0.1:9/hook","subscriptions":{"messagesAndStatuses":true,"contactsAndDealsCreation":"false"},"crmKey":"0123456789abcdef"}
        GET /v3/unanswered/u-1
        GET /counters/ws_host/api_v3/KEY
        GET /settings
        PATCH /settings {"pushInputOutputMessageEventsForManagers":false,"userRoles":[{"channelId":"CHANNEL","userId":"u-1","role":"seller","allowGetNewClients":true}]}
        """.strip();

    private SeedRequests() {}
}
