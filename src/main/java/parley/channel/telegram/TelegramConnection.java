package parley.channel.telegram;

import java.util.List;
import parley.base.Address;
import parley.channel.ChannelConfig;
import parley.channel.ChannelTools;
import parley.channel.Connection;
import parley.channel.Hook;
import parley.channel.Inbound;
import parley.channel.Outbound;
import parley.channel.SendResult;

/// A line to one bot.
final class TelegramConnection implements Connection {

    private final Account account;
    private final String secret;
    private final BotApi api;
    private final Sending sending;
    private final Downloads downloads;
    private final Polling polling;
    private final Subscription subscription;

    TelegramConnection(Account account, ChannelTools tools) {
        var channel = account.config();
        this.account = account;
        this.secret = account.secret();
        this.api = new BotApi(tools.http(), tools.random(), account.server(), account.token());
        this.sending = new Sending(
                api,
                channel.id(),
                tools.log(),
                tools.files(),
                account.fileLimit(),
                (from, to) -> tell(tools, channel, from, to));
        this.downloads = new Downloads(api);
        this.polling = new Polling(api, channel, tools.inbox(), tools.random());
        this.subscription = new Subscription(api, account, tools.publicAddress(), tools.clock(), polling);
    }

    /// Telegram says it in an update, too, so it is no loss when nothing can be stored at the moment.
    private static void tell(ChannelTools tools, ChannelConfig channel, String from, String to) {
        try {
            tools.inbox()
                    .accept(
                            channel,
                            List.of(Arrivals.moved(from, to, tools.clock().instant())));
        } catch (ChannelTools.Unavailable e) {
            // See above.
        }
    }

    @Override
    public Hook.Verdict verify(Hook hook) {
        return Arrivals.verify(hook, secret);
    }

    @Override
    public List<Inbound> read(StoredEvent event) {
        return Reading.of(event);
    }

    @Override
    public SendResult send(Outbound command) {
        return sending.send(command);
    }

    @Override
    public Fetched fetch(String reference) {
        return downloads.fetch(reference);
    }

    /// Stops the little clock on the button. That it was stopped is of no consequence, so the answer is not looked at.
    @Override
    public void acknowledge(Inbound.Pressed pressed) {
        Reading.pressedId(pressed)
                .ifPresent(id -> api.call(Call.of("answerCallbackQuery").with("callback_query_id", id)));
    }

    /// Lasts five seconds at Telegram, or until the message is there.
    @Override
    public void typing(Address to, String author) {
        api.call(Call.of("sendChatAction").with("chat_id", Plan.chatId(to.id())).with("action", "typing"));
    }

    @Override
    public Health subscribe() {
        return subscription.subscribe();
    }

    @Override
    public Health health() {
        return subscription.health();
    }

    @Override
    public void unsubscribe() {
        subscription.unsubscribe();
    }

    @Override
    public void poll() throws InterruptedException {
        if (!subscription.byWebhook()) {
            polling.run();
        }
    }
}
